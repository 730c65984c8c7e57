/** A seeded source of random numbers. The same keys give the same numbers on every machine. */
export interface Rng {
  /** Uniform integer in [0, 2^32). */
  uint32(): number;
  /** Uniform in [0, 1), a multiple of 2^-32. */
  float(): number;
  /** Uniform integer in [0, n), without modulo bias. n: integer in 1 .. 2^32. Throws RangeError otherwise. */
  int(n: number): number;
  /** k distinct integers of [0, n) in random order, every ordered choice equally likely. Throws RangeError if k > n. */
  sample(n: number, k: number): number[];
}

const TWO_32 = 2 ** 32;
const GOLDEN = 0x9e3779b9;

/** Draws thrown away so that keys that differ in one bit have nothing left in common. */
const WARM_UP = 16;

/**
 * A generator for a list of keys, e.g. (seed, step, stream): lists that differ anywhere give unrelated streams, so
 * that the numbers of one step can be had without drawing those of the steps before.
 *
 * Keys are non-negative safe integers; anything else throws RangeError. The generator is sfc32 (C. Doty-Humphrey,
 * PractRand), its state hashed from the keys with the finaliser of MurmurHash3; 32-bit integer arithmetic only.
 */
export function createRng(...keys: number[]): Rng {
  let [a, b, c, counter] = hashKeys(keys);

  function uint32(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  function int(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > TWO_32)
      throw new RangeError(`int(n) needs n in 1 .. 2^32, got ${n}`);
    const limit = TWO_32 - (TWO_32 % n);
    let drawn = uint32();
    while (drawn >= limit) drawn = uint32();
    return drawn % n;
  }

  function sample(n: number, k: number): number[] {
    if (k > n) throw new RangeError(`cannot draw ${k} distinct numbers out of ${n}`);
    // Fisher-Yates that remembers only the places that were swapped.
    const moved = new Map<number, number>();
    return Array.from({ length: k }, (_, i) => {
      const j = i + int(n - i);
      const drawn = moved.get(j) ?? j;
      moved.set(j, moved.get(i) ?? i);
      return drawn;
    });
  }

  for (let i = 0; i < WARM_UP; i++) uint32();
  return { uint32, float: () => uint32() / TWO_32, int, sample };
}

type State = [number, number, number, number];

function hashKeys(keys: number[]): State {
  const state: State = [GOLDEN, 0x243f6a88, 0xb7e15162, keys.length];
  for (const key of keys) {
    if (!Number.isSafeInteger(key) || key < 0) {
      throw new RangeError(`a key of the generator must be a non-negative safe integer, got ${key}`);
    }
    absorb(state, key % TWO_32);
    absorb(state, Math.floor(key / TWO_32));
  }
  return state;
}

/** Mixes a 32-bit word into every lane, each lane seeing the one before it. */
function absorb(state: State, word: number): void {
  let carry = word;
  for (let lane = 0; lane < state.length; lane++) {
    carry = finalise((state[lane]! ^ carry) + Math.imul(GOLDEN, lane + 1));
    state[lane] = carry;
  }
}

/** The finaliser of MurmurHash3 (A. Appleby): every bit of the result depends on every bit of the 32-bit `word`. */
export function finalise(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
