/** Tails of the distributions that the tests need, to about 1e-12 relative. */

/** The incomplete beta function needs about the root of its larger parameter. */
const MAX_TERMS = 20_000;
const EPSILON = 1e-16;
/** Stands in for zero in Lentz's continued fractions. */
const TINY = 1e-300;

/** Lanczos coefficients for g = 7 (P. Godfrey). */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** Two-sided p of a standard normal value: P(|Z| >= |z|). */
export function normalTwoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  // erfc(x) = Q(1/2, x^2): a series near the middle, a continued fraction in the tail (Numerical Recipes 6.2).
  if (x * x < 1.5) return 1 - lowerHalfGamma(x * x);
  return upperHalfGamma(x * x);
}

/**
 * Upper tail of the chi-square distribution: P(X >= x), from that of one or two degrees of freedom up by
 * Q(x; df + 2) = Q(x; df) + (x/2)^(df/2) e^(-x/2) / Gamma(df/2 + 1) (Abramowitz & Stegun 26.4.8).
 * @param x at least 0
 * @param df degrees of freedom, a whole number from 1 on
 */
export function chiSquareTail(x: number, df: number): number {
  const half = x / 2;
  let known = df % 2 === 0 ? 2 : 1;
  let tail = known === 2 ? Math.exp(-half) : normalTwoSided(Math.sqrt(x));
  /** (x/2)^(known/2) e^(-x/2) / Gamma(known/2 + 1); Gamma(3/2) = sqrt(pi)/2. */
  let term = Math.exp(-half) * (known === 2 ? half : Math.sqrt(half) / (Math.sqrt(Math.PI) / 2));
  for (; known < df; known += 2) {
    tail += term;
    term *= half / (known / 2 + 1);
  }
  return tail;
}

/**
 * Two-sided p of Student's t: P(|T| >= |t|), by the regularised incomplete beta function (Numerical Recipes 6.4).
 * @param df degrees of freedom, > 0
 */
export function studentTwoSided(t: number, df: number): number {
  const square = t * t;
  if (square === 0) return 1;
  if (square === Infinity) return 0;
  return incompleteBeta(df / (df + square), square / (df + square), df / 2, 0.5);
}

/**
 * Value that |T| of Student's t exceeds with probability 1 - `level`: half the width of an interval in standard errors.
 * @param level in (0, 1)
 * @param df degrees of freedom, > 0
 */
export function studentQuantile(level: number, df: number): number {
  let [low, high] = [0, 1];
  while (studentTwoSided(high, df) > 1 - level) [low, high] = [high, 2 * high];
  // Halved until the two are neighbours: there is no faster way that is as short.
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (studentTwoSided(middle, df) > 1 - level) low = middle;
    else high = middle;
  }
}

/**
 * Upper tail of Fisher's F: P(X >= f) = I_x(df2/2, df1/2), x = df2/(df2 + df1 f) (Abramowitz & Stegun 26.6.2).
 * @param f at least 0
 */
export function fisherTail(f: number, df1: number, df2: number): number {
  if (f === 0) return 1;
  if (f === Infinity) return 0;
  const sum = df2 + df1 * f;
  return incompleteBeta(df2 / sum, (df1 * f) / sum, df2 / 2, df1 / 2);
}

/** The regularised incomplete beta function I_x(a, b), a and b at least 0.5; `rest` = 1 - x, given apart so that neither loses digits. */
export function incompleteBeta(x: number, rest: number, a: number, b: number): number {
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(rest);
  if (x < (a + 1) / (a + b + 2)) return (Math.exp(logFront) * betaFraction(x, a, b)) / a;
  return 1 - (Math.exp(logFront) * betaFraction(rest, b, a)) / b;
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let factor = 1;
    for (const term of [even, odd]) {
      d = 1 / awayFromZero(1 + term * d);
      c = awayFromZero(1 + term / c);
      factor = d * c;
      value *= factor;
    }
    if (Math.abs(factor - 1) < EPSILON) break;
  }
  return value;
}

/** P(1/2, x) by its series. */
function lowerHalfGamma(x: number): number {
  let term = 2;
  let sum = term;
  for (let n = 1; n <= MAX_TERMS && term > sum * EPSILON; n++) {
    term *= x / (0.5 + n);
    sum += term;
  }
  return (sum * Math.exp(-x) * Math.sqrt(x)) / Math.sqrt(Math.PI);
}

/** Q(1/2, x) by its continued fraction. */
function upperHalfGamma(x: number): number {
  let b = x + 0.5;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n <= MAX_TERMS; n++) {
    const term = -n * (n - 0.5);
    b += 2;
    d = 1 / awayFromZero(term * d + b);
    c = awayFromZero(b + term / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < EPSILON) break;
  }
  return (value * Math.exp(-x) * Math.sqrt(x)) / Math.sqrt(Math.PI);
}

/** Natural logarithm of the gamma function for x >= 0.5. */
function logGamma(x: number): number {
  const shifted = x - 1;
  const sum = LANCZOS.reduce((total, value, i) => (i === 0 ? value : total + value / (shifted + i)), 0);
  const base = shifted + LANCZOS.length - 1.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
