import type { Corpus } from '../core/corpus';
import type { RankTable } from '../core/rankTable';

/**
 * The stored heads of all rankings as a TREC run (`qid Q0 docid rank score tag`). Query ids are `language:id`,
 * because translations share their id.
 */
export function runLines(corpus: Corpus, table: RankTable): string {
  const lines: string[] = [];
  for (let row = 0; row < table.queries.length; row++) {
    const query = queryName(corpus, table.queries[row]!);
    for (let k = 0; k < table.topK; k++) {
      const at = row * table.topK + k;
      const candidate = table.top[at]!;
      if (candidate < 0) break;
      const document = corpus.passages[table.candidatePassage[candidate]!]!.id;
      lines.push(`${query} Q0 ${document} ${k + 1} ${table.topScores[at]!} isoglot\n`);
    }
  }
  return lines.join('');
}

/** The relevant candidates of all ranked queries as TREC qrels (`qid 0 docid 1`). */
export function qrelsLines(corpus: Corpus, table: RankTable): string {
  const lines: string[] = [];
  for (let row = 0; row < table.queries.length; row++) {
    const query = queryName(corpus, table.queries[row]!);
    for (let r = table.offsets[row]!; r < table.offsets[row + 1]!; r++) {
      const passage = corpus.passages[table.candidatePassage[table.relevant[r]!]!]!;
      lines.push(`${query} 0 ${passage.id} 1\n`);
    }
  }
  return lines.join('');
}

function queryName(corpus: Corpus, index: number): string {
  const { language, id } = corpus.queries[index]!;
  return `${language}:${id}`;
}
