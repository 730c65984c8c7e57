/** Gives whole numbers small ones of their own: 0, 1, 2 ... in the order in which they first come. */
export interface Numbering {
  /** The number of a key from 0 to 2^53 - 1, a new one if it has none. */
  add(key: number): number;
  /** The number of a key, -1 if it has none. */
  find(key: number): number;
  /** How many keys have one. */
  size(): number;
}

const TWO_32 = 2 ** 32;

/** Open addressing in typed arrays: several times as fast as a Map of numbers beyond 2^31, and without its limit. */
export function createNumbering(): Numbering {
  let keys = new Float64Array(1024);
  let numbers = new Int32Array(keys.length).fill(-1);
  let count = 0;

  function slotOf(key: number): number {
    const mask = keys.length - 1;
    let slot = mixed(key) & mask;
    while (numbers[slot]! >= 0 && keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  function grow(): void {
    const [oldKeys, oldNumbers] = [keys, numbers];
    keys = new Float64Array(2 * oldKeys.length);
    numbers = new Int32Array(keys.length).fill(-1);
    for (const [old, number] of oldNumbers.entries()) {
      if (number < 0) continue;
      const slot = slotOf(oldKeys[old]!);
      keys[slot] = oldKeys[old]!;
      numbers[slot] = number;
    }
  }

  return {
    add(key) {
      const known = numbers[slotOf(key)]!;
      if (known >= 0) return known;
      if (2 * count >= keys.length) grow();
      const slot = slotOf(key);
      keys[slot] = key;
      numbers[slot] = count;
      return count++;
    },
    find: (key) => numbers[slotOf(key)]!,
    size: () => count,
  };
}

/** Spreads both halves of a key over 32 bits. */
function mixed(key: number): number {
  let hash = Math.imul(key >>> 0, 0x9e3779b1) ^ Math.imul((key / TWO_32) | 0, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
