import { expect, it } from 'vitest';
import { zipOf } from './zip';

const bytes = (text: string) => new TextEncoder().encode(text);

// What Python's zipfile writes for the same files, stored, dated 1980-01-01, with the attributes of a plain file.
const BY_PYTHON =
  '504b0304140000080000000021002639f4cb090000000900000008000000612fc3a92e747874313233343536373839504b03041400000800000000210000000000000000000000000004000000612fc3bc504b01021403140000080000000021002639f4cb0900000009000000080000000000000000000000a48100000000612fc3a92e747874504b0102140314000008000000002100000000000000000000000000040000000000000000000000a4812f000000612fc3bc504b0506000000000200020068000000510000000000';

it('writes an archive byte by byte as another program does', async () => {
  const archive = zipOf([
    { path: 'a/é.txt', bytes: bytes('123456789') },
    { path: 'a/ü', bytes: bytes('') },
  ]);
  expect(Buffer.from(await archive.arrayBuffer()).toString('hex')).toBe(BY_PYTHON);
  expect(archive.type).toBe('application/zip');
});
