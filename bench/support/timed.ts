/** Seconds on the clock and of processor time, all threads together, that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<{ seconds: number; processor: number }> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
}
