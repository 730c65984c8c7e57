import { describe, expect, it, vi } from 'vitest';
import type { Command } from '../protocol';
import type { CommandContext } from './context';
import { dataOf, openFurther, openPart } from './data';
import { newSession, type Session } from './session';

const corpus = { languages: ['en'], domains: ['law'], queries: [], passages: [], relevant: [] };
const named = (data: string, format: 'auto' | 'jsonl' = 'auto') => ({ data, format, weight: 1 });

function bench() {
  const session = {
    ...newSession(),
    ...{ backend: {}, encoder: {}, data: { corpus, summary: { name: 'main' } } },
  } as unknown as Session;
  const outbox = { addProgress: vi.fn(), settle: vi.fn() };
  const context = { session, outbox } as unknown as CommandContext;
  const open = (name: string, answer: string, taken: string[] = []) => {
    const blob = new Blob([JSON.stringify({ q: 'Who?', p: answer, language: 'en' })]);
    const source = { kind: 'files' as const, files: [{ path: `${name}.jsonl`, blob }] };
    const command: Extract<Command, { type: 'open-further' }> = {
      ...{ type: 'open-further', source, format: 'auto', taken },
    };
    return openFurther(context, command);
  };
  return { session, outbox, open };
}

describe('further data sets', () => {
  it('are joined to the main data in the order of the configuration, once for as long as they stay', async () => {
    const { session, outbox, open } = bench();
    await open('a', 'I.');
    await open('b', 'You.');
    const moreData = [named('b'), named('a')];
    const both = dataOf(session, { moreData });
    expect(both.corpus.passages.map(({ text }) => text)).toEqual(['You.', 'I.']);
    expect(both.more!.map(({ name }) => name)).toEqual(['b', 'a']);
    expect(dataOf(session, { moreData })).toBe(both);
    expect(dataOf(session, { moreData: [] })).toBe(session.data);
    await open('a', 'Nobody.');
    expect(dataOf(session, { moreData }).corpus.passages.at(-1)!.text).toBe('Nobody.');
    expect(outbox.addProgress).toHaveBeenCalledWith(expect.objectContaining({ unit: 'bytes' }));
    expect(outbox.settle).toHaveBeenLastCalledWith('read-data');
  });

  it('that are not open are named, also where they would be read in another format; the rest is there', async () => {
    const { session, open } = bench();
    await open('a', 'I.');
    const moreData = [named('a'), named('a', 'jsonl'), named('gone')];
    expect(() => dataOf(session, { moreData })).toThrow(/a, gone are not open.*Also train on/);
    expect(openPart(session, { moreData })).toEqual({ moreData: [named('a')] });
  });

  it('never take the place of another under a name that is in use', async () => {
    const { session, open } = bench();
    const first = await open('a', 'I.');
    await expect(open('a', 'You.', ['a'])).rejects.toThrow(/Another data set of the name a/);
    expect(session.further.map(({ set }) => set)).toEqual([first]);
    expect(await open('a', 'I.', ['a'])).toEqual(first);
  });
});
