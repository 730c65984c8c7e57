import type { Corpus } from '../core/corpus';
import type { RankTable } from '../core/rankTable';

/**
 * The stored heads of all rankings as a TREC run (`qid Q0 docid rank score tag`). Fields of a TREC line are parted by
 * white space, so an id's own becomes `_`.
 */
export function runLines(corpus: Corpus, table: RankTable): string {
  const lines: string[] = [];
  for (let row = 0; row < table.queries.length; row++) {
    const query = field(corpus.queries[table.queries[row]!]!.id);
    for (let k = 0; k < table.topK; k++) {
      const at = row * table.topK + k;
      const candidate = table.top[at]!;
      if (candidate < 0) break;
      const document = field(corpus.passages[table.candidatePassage[candidate]!]!.id);
      lines.push(`${query} Q0 ${document} ${k + 1} ${table.topScores[at]!} isoglot\n`);
    }
  }
  return lines.join('');
}

/** The relevant candidates of all ranked queries as TREC qrels (`qid 0 docid 1`). */
export function qrelsLines(corpus: Corpus, table: RankTable): string {
  const lines: string[] = [];
  for (let row = 0; row < table.queries.length; row++) {
    const query = field(corpus.queries[table.queries[row]!]!.id);
    for (let r = table.offsets[row]!; r < table.offsets[row + 1]!; r++) {
      const passage = corpus.passages[table.candidatePassage[table.relevant[r]!]!]!;
      lines.push(`${query} 0 ${field(passage.id)} 1\n`);
    }
  }
  return lines.join('');
}

const field = (id: string) => id.replaceAll(/\s+/g, '_');
