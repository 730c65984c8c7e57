/** What a long calculation comes to, without its pauses. */
export function finished<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const turn = work.next();
    if (turn.done) return turn.value;
  }
}
