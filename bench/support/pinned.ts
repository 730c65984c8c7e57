import { spawnSync } from 'node:child_process';

const CORE = '0';

/** Keeps all threads of this process on one processor core, where the system can (Linux). Returns whether it does. */
export function pinThisProcess(): boolean {
  return spawnSync('taskset', ['-acp', CORE, String(process.pid)]).status === 0;
}

/**
 * Runs a program to its end, inheriting that core, with libraries held to one thread.
 * @returns what it printed
 * @throws Error with what it complained about
 */
export function runOnOneThread(program: string, args: readonly string[]): string {
  const env = { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const { status, stdout, stderr, error } = spawnSync(program, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${error?.message ?? stderr}`);
  return stdout;
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
