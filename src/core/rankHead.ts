/** The best `size` candidates of one ranking at a time: a heap whose root is the worst of those kept. */
export interface RankHead {
  /** Score that a candidate must beat to be taken; -Infinity while there is room. */
  bar(): number;
  /** Offers a candidate; of equal scores the one offered first is kept and stands first. Not NaN. */
  offer(candidate: number, score: number): void;
  /**
   * Writes the candidates and their scores from `start` on, best first, leaves the rest as it is, and is empty
   * afterwards.
   */
  drain(candidates: Int32Array, scores: Float32Array, start: number): void;
}

/** Candidates must be offered with rising numbers. */
export function createRankHead(size: number): RankHead {
  const heapScores = new Float32Array(size);
  const heapItems = new Int32Array(size);
  let count = 0;

  /** Puts an item where a hole is, at or below `hole`; each parent is worse than its children. */
  function sink(hole: number, item: number, score: number): void {
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= count) break;
      const other = child + 1;
      if (
        other < count &&
        isWorse(heapScores[other]!, heapItems[other]!, heapScores[child]!, heapItems[child]!)
      )
        child = other;
      if (!isWorse(heapScores[child]!, heapItems[child]!, score, item)) break;
      heapScores[hole] = heapScores[child]!;
      heapItems[hole] = heapItems[child]!;
      hole = child;
    }
    heapScores[hole] = score;
    heapItems[hole] = item;
  }

  function rise(hole: number, item: number, score: number): void {
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!isWorse(score, item, heapScores[parent]!, heapItems[parent]!)) break;
      heapScores[hole] = heapScores[parent]!;
      heapItems[hole] = heapItems[parent]!;
      hole = parent;
    }
    heapScores[hole] = score;
    heapItems[hole] = item;
  }

  return {
    bar: () => (count < size ? -Infinity : heapScores[0]!),
    offer(candidate, score) {
      if (count < size) rise(count++, candidate, score);
      else if (score > heapScores[0]!) sink(0, candidate, score);
    },
    drain(candidates, scores, start) {
      while (count > 0) {
        const at = start + --count;
        candidates[at] = heapItems[0]!;
        scores[at] = heapScores[0]!;
        sink(0, heapItems[count]!, heapScores[count]!);
      }
    },
  };
}

function isWorse(score: number, item: number, than: number, thanItem: number): boolean {
  return score < than || (score === than && item > thanItem);
}
