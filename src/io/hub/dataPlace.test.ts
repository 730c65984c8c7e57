import { describe, expect, it } from 'vitest';
import { looksLikeDataId, parseDataPlace } from './dataPlace';
import { DEFAULT_HUB } from './place';

const MIRROR = 'http://mirror.example:8080';

describe('parseDataPlace', () => {
  it.each([
    ['lab/set', null, 'lab/set', null, null],
    [' lab/set@v1#de,en/* ', '', 'lab/set', 'v1', 'de,en/*'],
    ['lab/set@main', 'v2', 'lab/set', 'v2', null],
    ['https://huggingface.co/datasets/lab/set', null, 'lab/set', null, null],
    ['https://huggingface.co/datasets/lab/set/viewer/de/test', null, 'lab/set', null, null],
    ['https://huggingface.co/datasets/set/tree/main', null, 'set', 'main', null],
    [`${MIRROR}/datasets/lab/set/tree/v1/de-corpus`, null, 'lab/set', 'v1', 'de-corpus'],
    ['https://hf.co/datasets/lab/set/blob/v1/a/b.jsonl', null, 'lab/set', 'v1', 'a/b.jsonl'],
  ])('takes %s (revision %s) for data of the hub', (text, revision, id, wanted, only) => {
    expect(parseDataPlace(text, revision, MIRROR)).toEqual({ kind: 'hub', id, revision: wanted, only });
  });

  it.each([
    ['https://example.org/a/set.zip', 'https://example.org/a/set.zip'],
    ['https://example.org/d?file=set.zip#top', 'https://example.org/d?file=set.zip'],
    [
      'https://huggingface.co/datasets/lab/set/resolve/main/a.jsonl',
      'https://huggingface.co/datasets/lab/set/resolve/main/a.jsonl',
    ],
  ])('takes %s for the address of a file', (text, url) => {
    expect(parseDataPlace(text, null, DEFAULT_HUB)).toEqual({ kind: 'file', url });
  });

  it.each([
    '',
    'a/b/c',
    '../secret',
    'a b',
    'ftp://example.org/x.zip',
    'https://user:word@example.org/x.zip',
    'https://',
    'a/b@',
    'a/b@../../c',
    'https://huggingface.co/lab/encoder',
    'https://huggingface.co/datasets/',
  ])('refuses "%s" and says how to write it', (text) => {
    expect(() => parseDataPlace(text, null, DEFAULT_HUB)).toThrow(/Write organisation\/name/);
  });
});

it('takes for an id what cannot be the path of a file', () => {
  expect(['a/b', 'a@main', 'a/b@v1#x.jsonl'].map(looksLikeDataId)).toEqual([true, true, true]);
  expect(['a', 'a/b.jsonl', 'a/b.zip', './a', 'a/b/c'].map(looksLikeDataId)).toEqual(Array(5).fill(false));
});
