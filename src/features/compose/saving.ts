import type { VocabularyUse } from '../../protocol';
import { format } from '../../ui';

const BYTES = 4;

/** What trimming the vocabulary saves, e.g. `24,000 → 9,113 pieces, 7.6 MB of 12.3 MB saved`. */
export function savingInWords({ all, needed, width }: VocabularyUse): string {
  const [whole, saved] = [all, all - needed].map((rows) => format.bytes(rows * width * BYTES));
  return (
    `${format.count(all)} → ${format.count(needed)} pieces, ${saved} of ${whole} saved; ` +
    'where the table is trained, its moments save twice as much again.'
  );
}
