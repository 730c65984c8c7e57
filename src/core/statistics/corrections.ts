/** Corrections of p values for many comparisons; results stand in the order given, and are compared with alpha itself. */

/** Holm (1979): the chance of even one false finding among all of them stays below alpha, however they depend. */
export function holm(p: readonly number[]): number[] {
  const adjusted = new Array<number>(p.length);
  let least = 0;
  for (const [place, index] of ascending(p).entries()) {
    least = Math.max(least, Math.min(1, p[index]! * (p.length - place)));
    adjusted[index] = least;
  }
  return adjusted;
}

/** Benjamini & Hochberg (1995): the expected share of false ones among the findings stays below alpha. */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const adjusted = new Array<number>(p.length);
  const order = ascending(p);
  let most = 1;
  for (let place = order.length - 1; place >= 0; place--) {
    const index = order[place]!;
    most = Math.min(most, (p[index]! * p.length) / (place + 1));
    adjusted[index] = most;
  }
  return adjusted;
}

function ascending(p: readonly number[]): number[] {
  return [...p.keys()].sort((a, b) => p[a]! - p[b]!);
}
