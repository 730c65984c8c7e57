import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from './layOut';

describe('JSON as it is written', () => {
  it('has lists of plain values on one line, everything else on its own', () => {
    const value = { name: 'a "b"', none: undefined, list: [1, null, 'x'], deep: [{ a: [] }], empty: {} };
    expect(layOut(value).split('\n')).toEqual([
      '{',
      '  "name": "a \\"b\\"",',
      '  "list": [1, null, "x"],',
      '  "deep": [',
      '    {',
      '      "a": []',
      '    }',
      '  ],',
      '  "empty": {}',
      '}',
    ]);
  });

  it('says what JSON.stringify says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(layOut(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
