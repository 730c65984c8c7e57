/** The last so many embeddings with their classes, in the order in which they came (MoDIR, Xin et al. 2022, sec. 3.2). */
export interface MomentumQueue {
  /** [capacity, dimensions]; rows before `filled` hold something. */
  rows: Float32Array;
  labels: Int32Array;
  filled: number;
  /** Where the next row goes: the oldest one gives way. */
  next: number;
}

export function createQueue(capacity: number, dimensions: number): MomentumQueue {
  return {
    rows: new Float32Array(capacity * dimensions),
    labels: new Int32Array(capacity),
    filled: 0,
    next: 0,
  };
}

/** @param rows [labels.length, dimensions], taken in one by one */
export function enqueue(queue: MomentumQueue, rows: Float32Array, labels: ArrayLike<number>): void {
  const capacity = queue.labels.length;
  const dimensions = queue.rows.length / capacity;
  for (let row = 0; row < labels.length; row++) {
    queue.rows.set(rows.subarray(row * dimensions, (row + 1) * dimensions), queue.next * dimensions);
    queue.labels[queue.next] = labels[row]!;
    queue.next = (queue.next + 1) % capacity;
    queue.filled = Math.min(capacity, queue.filled + 1);
  }
}
