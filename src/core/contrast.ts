/** A background and the text colour that is readable on it. */
export interface CellColour {
  background: string;
  ink: string;
}

/** Black or white, whichever contrasts more: at least 4.58:1 on any background (WCAG 2.2, 1.4.3 asks for 4.5:1). */
export function readable(background: string): CellColour {
  const luminance = relativeLuminance(background);
  const [onBlack, onWhite] = [contrast(luminance, 0), contrast(luminance, 1)];
  return { background, ink: onBlack >= onWhite ? '#000000' : '#ffffff' };
}

/** WCAG contrast ratio of two relative luminances, in [1, 21]. */
export function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** WCAG relative luminance in [0, 1] of `rgb(r, g, b)` or `#rrggbb`. */
export function relativeLuminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): number[] {
  if (colour.startsWith('#')) return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return (colour.match(/\d+(\.\d+)?/g) ?? []).map(Number);
}
