import { describe, expect, it } from 'vitest';
import { defaultConfiguration } from '../protocol';
import { parseConfiguration } from './configurationFile';

describe('parseConfiguration', () => {
  it('fills in what is left out, and comes back from its own text', () => {
    expect(parseConfiguration('{"schema": "isoglot/configuration@1"}', 'c.json')).toEqual(
      defaultConfiguration,
    );
    expect(parseConfiguration(JSON.stringify(defaultConfiguration), 'c.json')).toEqual(defaultConfiguration);
  });

  it.each([
    ['', 'c.json: line 1, column 1: the file is empty.'],
    ['{"schema":\n "isoglot/configuration@1",}', 'c.json: line 2, column 28: this is not JSON'],
    ['[]', 'c.json: Invalid input: expected object, received array.'],
    ['{"schema": "isoglot/configuration@9"}', 'c.json: schema: '],
    ['{"schema": "isoglot/configuration@1", "alhpa": 1}', 'c.json: Unrecognized key: "alhpa".'],
    ['{"schema": "isoglot/configuration@1", "alpha": 1.5}', 'c.json: alpha: Too big'],
    ['{"schema": "isoglot/configuration@1", "languages": ["en", "?"]}', 'c.json: languages[1]: '],
    ['{"schema": "isoglot/configuration@1", "steps": 1e999}', 'c.json: steps: '],
  ])('refuses %j', (text, says) => {
    expect(() => parseConfiguration(text, 'c.json')).toThrow(says);
  });
});
