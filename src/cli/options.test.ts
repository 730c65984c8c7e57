import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commaList, parseOptions } from './options';

const text = { type: 'string' } as const;
const schema = z.object({
  config: z.string(),
  count: z.coerce.number().int().max(9).default(3),
  languages: commaList,
});
const parse = (...args: string[]) =>
  parseOptions(args, { config: text, count: text, languages: text }, schema);

describe('parseOptions', () => {
  it('gives typed values and defaults', () => {
    expect(parse('--config', 'c.json')).toEqual({
      config: 'c.json',
      count: 3,
      languages: [],
      positionals: [],
    });
    expect(parse('--config=c', '--count', '7', '--languages', 'en, de,')).toMatchObject({
      count: 7,
      languages: ['en', 'de'],
    });
  });

  it.each<[says: string, ...args: string[]]>([
    ['--config: This option is needed.'],
    ['--config: Its value is empty.', '--config', ''],
    ['--config: Its value is empty.', '--config', ' '],
    ['--count: Invalid input: expected number, received NaN.', '--config', 'c', '--count', 'many'],
    ['--count: Invalid input: expected int, received number.', '--config', 'c', '--count', '1.5'],
    ['--count: Invalid input: expected number, received Infinity.', '--config', 'c', '--count', '1e999'],
    ['--count: Its value is empty.', '--config', 'c', '--count', ''],
    ['--languages: Its list is empty.', '--config', 'c', '--languages', ' ,'],
    ["Unknown option '--cnofig'.", '--cnofig', 'c'],
    ["Option '--config <value>' argument missing.", '--config'],
    ["Option '--config' argument is ambiguous.", '--config', '--count', '3'],
    ["Unexpected argument 'c'.", 'c'],
  ])('says %s', (says, ...args) => {
    expect(() => parse(...args)).toThrow(
      expect.objectContaining({
        code: 'bad-configuration',
        message: expect.stringMatching(/See: npm run -s isoglot -- --help$/) as string,
      }) as Error,
    );
    expect(() => parse(...args)).toThrow(says);
  });
});
