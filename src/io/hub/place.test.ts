import { describe, expect, it } from 'vitest';
import { DEFAULT_HUB, looksLikeHubId, parsePlace } from './place';

const MIRROR = 'http://mirror.example:8080';

describe('parsePlace', () => {
  it.each([
    ['intfloat/multilingual-e5-small', null, 'intfloat/multilingual-e5-small', null],
    ['  bert-base-multilingual-cased ', '', 'bert-base-multilingual-cased', null],
    ['a/b@refs/pr/3', null, 'a/b', 'refs/pr/3'],
    ['a/b@main', 'v2', 'a/b', 'v2'],
    ['https://huggingface.co/sentence-transformers/LaBSE', null, 'sentence-transformers/LaBSE', null],
    ['https://huggingface.co/a/b/tree/abc123', null, 'a/b', 'abc123'],
    ['https://hf.co/a/b/blob/main/config.json', null, 'a/b', 'main'],
    [`${MIRROR}/a/b`, null, 'a/b', null],
  ])('takes %s (revision %s) for an encoder of the hub', (text, revision, id, wanted) => {
    expect(parsePlace(text, revision, MIRROR)).toEqual({ kind: 'hub', id, revision: wanted });
  });

  it.each([
    ['https://example.org/models/nano', 'https://example.org/models/nano/'],
    ['https://example.org/models/nano/', 'https://example.org/models/nano/'],
    ['https://example.org/nano/model.safetensors?download=1', 'https://example.org/nano/'],
    ['http://localhost:3000', 'http://localhost:3000/'],
  ])('takes %s for the address of a folder', (text, url) => {
    expect(parsePlace(text, null, DEFAULT_HUB)).toEqual({ kind: 'address', url });
  });

  it.each([
    '',
    'a/b/c',
    '../secret',
    'a b',
    'ftp://example.org/x',
    'https://user:word@example.org/x',
    'https://',
    'a/b@',
    'a/b@x y',
    'a/b@../../c',
    'https://huggingface.co/',
  ])('refuses "%s" and says how to write it', (text) => {
    expect(() => parsePlace(text, null, DEFAULT_HUB)).toThrow(/Write organisation\/name/);
  });
});

it('takes for an id only what cannot be a single name', () => {
  expect(['a/b', 'a@main', 'a/b@v1'].map(looksLikeHubId)).toEqual([true, true, true]);
  expect(['nano', './a/b', '/a/b', 'a/b/c', '../a'].map(looksLikeHubId)).toEqual(Array(5).fill(false));
});
