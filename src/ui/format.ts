/** How numbers are written on the page: tabular, without a leading zero where they lie in [0, 1]. */

const MINUS = '−';

/** A value of [0, 1] with three decimals and no leading zero: `.412`, `1.000`. */
export function score(value: number, decimals = 3): string {
  return value
    .toFixed(decimals)
    .replace(/^(-?)0\./, '$1.')
    .replace('-', MINUS);
}

/** A difference, always signed: `+.043`, `−.012`, `±.000`. */
export function change(value: number, decimals = 3): string {
  const digits = score(Math.abs(value), decimals);
  if (Number(Math.abs(value).toFixed(decimals)) === 0) return `±${digits}`;
  return (value > 0 ? '+' : MINUS) + digits;
}

/** An interval in the manner of its value: `.381 to .441`. */
export function interval(
  { low, high }: { low: number; high: number },
  write = (end: number) => score(end),
): string {
  return `${write(low)} to ${write(high)}`;
}

/** An interval with its level: `95 % .381 to .441`. */
export function bounds(
  known: { low: number; high: number },
  level: number,
  write?: (end: number) => string,
): string {
  return `${percent(level)} ${interval(known, write)}`;
}

/** A signed difference of counts or ranks: `+12`, `−44`, `±0`. */
export function rankChange(value: number): string {
  const rounded = Math.round(value);
  if (rounded === 0) return '±0';
  return (rounded > 0 ? '+' : MINUS) + count(Math.abs(rounded));
}

/** A whole number with thousands separated: `13,014`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** A count with its noun: `1 domain`, `7 domains`. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`;
}

/** A share in per cent without decimals: `31 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Bytes in the unit that suits them: `18.4 MB`. */
export function bytes(value: number): string {
  if (value < 1e3) return `${value} B`;
  if (value < 1e6) return `${Math.round(value / 1e3)} kB`;
  return value < 1e9 ? `${(value / 1e6).toFixed(1)} MB` : `${(value / 1e9).toFixed(2)} GB`;
}

/** Thousands and millions in short: `4.8 M`, `130 k`. */
export function short(value: number): string {
  if (value < 1e3) return String(value);
  return value < 1e6 ? `${Math.round(value / 1e3)} k` : `${(value / 1e6).toFixed(1)} M`;
}

/** Seconds in words: `8 s`, `1 min 30 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 ? `${minutes} min ${whole % 60} s` : `${minutes} min`;
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
}

/** A day of ISO 8601 as the reader writes it: `24 Nov 2026`. */
export function day(iso: string): string {
  return new Date(iso).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** Steps a second, or seconds a step when that reads better: `3.1 steps/s`, `4.2 s/step`. */
export function rate(stepsPerSecond: number): string {
  return stepsPerSecond >= 1
    ? `${stepsPerSecond.toFixed(1)} steps/s`
    : `${(1 / stepsPerSecond).toFixed(1)} s/step`;
}

/** A learning rate or loss as a person would write it: `1e-4`, `0.05`. */
export function plain(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential().replace('e-0', 'e-') : String(value);
}
