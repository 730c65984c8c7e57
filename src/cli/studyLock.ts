import { readFileSync, rmSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { IsoglotError } from '../core/errors';
import { writing } from './writeResult';

/** Who holds a folder. A process number is given anew one day: with its time of start it is one process alone. */
const holder = z.object({ pid: z.int(), begun: z.string().nullable(), host: z.string() });

/**
 * Keeps a folder for this process until it ends, however it ends: what a killed process has left is seen to be stale.
 * @returns gives the folder free.
 * @throws IsoglotError `bad-file` while another process holds it.
 */
export async function takeLock(folder: string): Promise<() => void> {
  const path = join(folder, 'lock.json');
  const own = JSON.stringify({ pid: process.pid, begun: begunAt(process.pid), host: hostname() });
  while (!(await made(path, own))) {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) continue;
    if (isHeld(text)) throw held(path, text);
    await takeAway(path, text);
  }
  const release = () => {
    process.off('exit', release);
    rmSync(path, { force: true });
  };
  process.on('exit', release);
  return release;
}

/** Whether the lock could be made; of several processes one alone succeeds. */
async function made(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    return writing(path, () => Promise.reject(error as Error));
  }
}

/** Moved first: another process may have taken the stale one away and put its own in its place. */
async function takeAway(path: string, stale: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  await rename(path, aside).catch(() => undefined);
  const moved = await readFile(aside, 'utf8').catch(() => stale);
  if (moved !== stale) {
    await rename(aside, path);
    throw held(path, moved);
  }
  await rm(aside, { force: true });
}

function isHeld(text: string): boolean {
  const known = parsed(text);
  // Cut short by a full disk or a kill: nobody holds it.
  if (!known) return false;
  if (known.host !== hostname()) return true;
  return isAlive(known.pid) && (known.begun === null || known.begun === begunAt(known.pid));
}

function parsed(text: string): z.infer<typeof holder> | null {
  try {
    return holder.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, in the system's ticks; null where the system has no /proc. */
function begunAt(pid: number): string | null {
  try {
    // The name in brackets may hold spaces; behind it the start is the 20th field (proc(5)).
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function held(path: string, text: string): IsoglotError {
  const known = parsed(text);
  return new IsoglotError({
    code: 'bad-file',
    what: `Another process works on this study${known ? ` (number ${known.pid} on ${known.host})` : ''}.`,
    where: path,
    remedy: 'Wait for it, or give another --out. If there is no such process any more, delete this file.',
  });
}
