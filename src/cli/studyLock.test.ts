import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { takeLock } from './studyLock';

const scratch = () => mkdtempSync(join(tmpdir(), 'isoglot-lock-'));
const lockIn = (folder: string) => join(folder, 'lock.json');

describe('the lock of a study', () => {
  it('is held by one at a time, says by whom, and is free again afterwards', async () => {
    const folder = scratch();
    const release = await takeLock(folder);
    await expect(takeLock(folder)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(
        new RegExp(`lock\\.json.*number ${process.pid} on .*another --out`),
      ) as string,
    });
    release();
    expect(existsSync(lockIn(folder))).toBe(false);
    (await takeLock(folder))();
  });

  it('of a process that is no more, of another that has got its number, and one cut short are taken away', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const host = hostname();
    for (const stale of [
      JSON.stringify({ pid, begun: null, host }),
      JSON.stringify({ pid: process.pid, begun: 'long ago', host }),
      '{"pid": 1',
    ]) {
      const folder = scratch();
      writeFileSync(lockIn(folder), stale);
      const release = await takeLock(folder);
      expect(JSON.parse(readFileSync(lockIn(folder), 'utf8'))).toMatchObject({ pid: process.pid });
      release();
    }
  });

  it('of another machine is not judged from here', async () => {
    const folder = scratch();
    writeFileSync(lockIn(folder), JSON.stringify({ pid: 1, begun: null, host: 'elsewhere' }));
    await expect(takeLock(folder)).rejects.toThrow(/on elsewhere.*delete this file/);
  });

  it('is one process’s, of many that find a stale one at once', async () => {
    const folder = scratch();
    writeFileSync(lockIn(folder), '');
    const got = await Promise.allSettled(Array.from({ length: 8 }, () => takeLock(folder)));
    const free = got.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(free).toHaveLength(1);
    free[0]!();
  });
});
