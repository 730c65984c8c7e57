/** Widening of 16-bit floats to float32, exact for every value. */

let table: Float32Array | undefined;

/** Value of every IEEE 754 binary16 number, by its 16 bits (256 KiB, made on first use). */
function halfTable(): Float32Array {
  if (table) return table;
  table = new Float32Array(65_536);
  for (let bits = 0; bits < 65_536; bits++) {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const fraction = bits & 0x3ff;
    if (exponent === 0) table[bits] = sign * fraction * 2 ** -24;
    else if (exponent === 31) table[bits] = fraction ? NaN : sign * Infinity;
    else table[bits] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  return table;
}

/** binary16 to float32. */
export function widenHalf(bits: Uint16Array): Float32Array {
  const values = halfTable();
  const wide = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) wide[i] = values[bits[i]!]!;
  return wide;
}

/** bfloat16 to float32: its bits are the upper half of a float32's. */
export function widenBfloat(bits: Uint16Array): Float32Array {
  const wide = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) wide[i] = bits[i]! << 16;
  return new Float32Array(wide.buffer);
}
