type Weights = Record<string, number>;

/** Weights by `query language-passage language` after some cells were painted; what weighs nothing is left out. */
export function painted(
  weights: Weights,
  cells: readonly (readonly [string, string])[],
  weight: number,
): Weights {
  const next = { ...weights };
  for (const [query, passage] of cells) {
    if (weight > 0) next[`${query}-${passage}`] = weight;
    else delete next[`${query}-${passage}`];
  }
  return next;
}

/** The same weight for every ordered pair of two different languages, as `X-Y` draws them. */
export function differentPairs(languages: readonly string[]): Weights {
  return painted(
    {},
    cellsOf(languages).filter(([query, passage]) => query !== passage),
    1,
  );
}

/** The same weight for every language with itself, as `X-X` draws them. */
export function samePairs(languages: readonly string[]): Weights {
  return painted(
    {},
    cellsOf(languages).filter(([query, passage]) => query === passage),
    1,
  );
}

/** Weights of pairs of these languages alone. */
export function among(languages: readonly string[], weights: Weights): Weights {
  const names = new Set(cellsOf(languages).map((cell) => cell.join('-')));
  return Object.fromEntries(Object.entries(weights).filter(([name]) => names.has(name)));
}

function cellsOf(languages: readonly string[]): [string, string][] {
  return languages.flatMap((query) => languages.map((passage): [string, string] => [query, passage]));
}
