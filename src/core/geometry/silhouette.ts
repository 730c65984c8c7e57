/**
 * Mean silhouette of labels over cosine distances (Rousseeuw 1987): (b - a) / max(a, b), with a the mean distance to the
 * others of the same label and b the smallest mean distance to those of another. -1 .. 1; 0: labels don't show; a vector
 * alone with its label counts 0, as in scikit-learn.
 *
 * @param cosine [count, count]
 * @param labels [count]
 * @returns null unless there are 2 .. count - 1 different labels
 */
export function silhouetteOf(cosine: Float64Array, labels: readonly string[]): number | null {
  const names = [...new Set(labels)];
  const count = labels.length;
  if (names.length < 2 || names.length >= count) return null;
  const numbers = labels.map((label) => names.indexOf(label));
  const sizes = names.map((name) => labels.filter((label) => label === name).length);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const own = numbers[i]!;
    if (sizes[own] === 1) continue;
    const sums = new Float64Array(names.length);
    for (let j = 0; j < count; j++) {
      if (j !== i) sums[numbers[j]!]! += 1 - cosine[i * count + j]!;
    }
    const a = sums[own]! / (sizes[own]! - 1);
    let b = Infinity;
    for (const [label, sum] of sums.entries()) if (label !== own) b = Math.min(b, sum / sizes[label]!);
    const larger = Math.max(a, b);
    if (larger > 0) total += (b - a) / larger;
  }
  return total / count;
}
