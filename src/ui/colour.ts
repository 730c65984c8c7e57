import { interpolateRdBu, interpolateViridis } from 'd3-scale-chromatic';
import { readable, type CellColour } from '../core/contrast';

export type { CellColour };

/**
 * Viridis: even in lightness, fit for colour-blind eyes, and nowhere grey, which means "not measured" here. `t` in
 * [0, 1] is clamped.
 */
export function sequential(t: number): CellColour {
  return readable(interpolateViridis(clamp(t, 0, 1)));
}

/** Red below zero, blue above, near white at zero. `t` in [-1, 1] is clamped. */
export function diverging(t: number): CellColour {
  // The ends of the scale are almost black: they would leave no room for hue.
  return readable(interpolateRdBu(0.5 + 0.42 * clamp(t, -1, 1)));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
