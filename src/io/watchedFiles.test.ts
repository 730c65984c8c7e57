import { describe, expect, it } from 'vitest';
import { fileFromBlob, fileFromBytes } from './files';
import { watchedFiles } from './watchedFiles';

describe('watched files', () => {
  it('tell the bytes read of all of them, whole or streamed, and give them unchanged', async () => {
    const heard: [number, number][] = [];
    const [whole, streamed] = watchedFiles(
      [fileFromBytes('a', Uint8Array.of(1, 2, 3)), fileFromBlob('b', new Blob(['four']))],
      (...told) => heard.push(told),
    );
    expect(heard).toEqual([]);
    expect(await whole!.bytes()).toEqual(Uint8Array.of(1, 2, 3));
    expect(await new Response(streamed!.stream!()).text()).toBe('four');
    // 3 of the 3 + 4 bytes, then all.
    expect([heard[0], heard.at(-1)]).toEqual([
      [3, 7],
      [7, 7],
    ]);
  });
});
