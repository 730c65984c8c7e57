/** The distinct numbers of `ids`, ascending. */
export function distinct(ids: Int32Array): Int32Array {
  return Int32Array.from(new Set(ids)).sort();
}

/** The place of each id among `rows`, ascending and distinct, which holds them all. */
export function placesAmong(ids: Int32Array, rows: Int32Array): Int32Array {
  const placeOf = new Map<number, number>();
  rows.forEach((id, place) => placeOf.set(id, place));
  return ids.map((id) => placeOf.get(id)!);
}
