import { expect, it } from 'vitest';
import { savingInWords } from './saving';

it('counts pieces, and bytes of float32 rows', () => {
  // 24,000 x 128 x 4 = 12,288,000 bytes; 14,887 x 128 x 4 = 7,622,144.
  expect(savingInWords({ all: 24_000, needed: 9_113, kept: 24_000, width: 128 })).toMatch(
    /^24,000 → 9,113 pieces, 7\.6 MB of 12\.3 MB saved;/,
  );
});
