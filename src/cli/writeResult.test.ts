import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, requireWritable, writeText, writing } from './writeResult';

const scratch = mkdtempSync(join(tmpdir(), 'isoglot-'));
const file = join(scratch, 'file');
writeFileSync(file, 'kept');

describe('what is written', () => {
  it('goes into folders that are made one by one, and may be there already', async () => {
    await makeFolder(join(scratch, 'a', 'b'));
    await makeFolder(join(scratch, 'a', 'b'));
    await writeText(join(scratch, 'a', 'b', 'c'), 'x');
    expect(readFileSync(join(scratch, 'a', 'b', 'c'), 'utf8')).toBe('x');
  });

  it('is tried without a trace', async () => {
    await requireWritable(file);
    expect(readFileSync(file, 'utf8')).toBe('kept');
    await requireWritable(join(scratch, 'new'));
    expect(existsSync(join(scratch, 'new'))).toBe(false);
  });

  it.each<[string, () => Promise<void>, string]>([
    ['a folder', () => requireWritable(scratch), 'this is a folder'],
    ['a missing folder', () => requireWritable(join(scratch, 'no', 'x')), 'there is no such folder'],
    ['a file as a folder', () => requireWritable(join(file, 'x')), 'one of its folders is a file'],
    ['a file in the way', () => makeFolder(file), 'a file is in the place of the folder'],
    ['a file far up', () => makeFolder(join(file, 'a', 'b')), 'a file is in the place of the folder'],
  ])('is refused as typed wrongly: %s', async (_, work, says) => {
    await expect(work()).rejects.toMatchObject({
      code: 'bad-file',
      what: `This cannot be written: ${says}.`,
    });
  });

  it('tells a full disk from other faults', async () => {
    const failing = (code: string) =>
      writing('x', () => Promise.reject(Object.assign(new Error(), { code })));
    await expect(failing('ENOSPC')).rejects.toMatchObject({ code: 'storage-full', where: 'x' });
    await expect(failing('EIO')).rejects.toMatchObject({ code: 'storage', where: 'x' });
  });
});
