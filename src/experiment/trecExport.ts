import type { Corpus } from '../core/corpus';
import type { RankTable } from '../core/rankTable';

/**
 * The stored heads of all rankings as a TREC run (`qid Q0 docid rank score tag`). Fields of a TREC line are parted by
 * white space, so an id's own becomes `_`.
 *
 * trec_eval puts equal scores in the order of the documents' ids, whatever the rank column says. So that others get our
 * order and our numbers, a score that is not lower than the one above it is written as the next lower float32.
 * @param depth at most so many of each ranking
 */
export function runLines(corpus: Corpus, table: RankTable, depth = Infinity): string {
  const lines: string[] = [];
  for (let row = 0; row < table.queries.length; row++) {
    const query = field(corpus.queries[table.queries[row]!]!.id);
    let above = Infinity;
    for (let k = 0; k < Math.min(table.topK, depth); k++) {
      const at = row * table.topK + k;
      const candidate = table.top[at]!;
      if (candidate < 0) break;
      const document = field(corpus.passages[table.candidatePassage[candidate]!]!.id);
      above = Math.min(table.topScores[at]!, nextLower(above));
      lines.push(`${query} Q0 ${document} ${k + 1} ${above} isoglot\n`);
    }
  }
  return lines.join('');
}

/** The relevant candidates of all ranked queries as TREC qrels (`qid 0 docid grade`). */
export function qrelsLines(corpus: Corpus, table: RankTable): string {
  const lines: string[] = [];
  for (let row = 0; row < table.queries.length; row++) {
    const query = field(corpus.queries[table.queries[row]!]!.id);
    for (let r = table.offsets[row]!; r < table.offsets[row + 1]!; r++) {
      const passage = corpus.passages[table.candidatePassage[table.relevant[r]!]!]!;
      lines.push(`${query} 0 ${field(passage.id)} ${table.grades?.[r] ?? 1}\n`);
    }
  }
  return lines.join('');
}

const field = (id: string) => id.replaceAll(/\s+/g, '_');

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The largest float32 below a float32; of Infinity, the largest finite one. */
function nextLower(value: number): number {
  float[0] = value;
  if (value === 0) bits[0] = 0x80000001 | 0;
  else bits[0]! += value > 0 ? -1 : 1;
  return float[0];
}
