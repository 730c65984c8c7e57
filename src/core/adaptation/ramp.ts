/**
 * Strength of gradient reversal over a run (Ganin et al. 2016, sec. 5.2.2): lambda * (2 / (1 + exp(-ramp * p)) - 1), 0 at the
 * beginning, so that a classifier that knows nothing yet doesn't push the encoder about; constant with `ramp` 0.
 * @param progress p, share of the run that is done, in [0, 1]
 */
export function reversalAt(progress: number, { lambda, ramp }: { lambda: number; ramp: number }): number {
  return ramp === 0 ? lambda : lambda * (2 / (1 + Math.exp(-ramp * progress)) - 1);
}

/** A weight halved every so many steps (MoDIR: every 10,000); `every` 0: never. `step` is 0-based. */
export function halved(weight: number, step: number, every: number): number {
  return every === 0 ? weight : weight * 0.5 ** Math.floor(step / every);
}
