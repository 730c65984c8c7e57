import type { Interval } from './bootstrap';

type Known = Interval | null;

/** Intervals in the layout of a result's scores; null where fewer than two questions are known. */
export interface ScoreIntervals {
  level: number;
  rounds: number;
  seed: number;
  monolingual: { map: Known; perLanguage: Record<string, Known> };
  crosslingual: { map: Known; pairs: Record<string, Known> };
  multilingual: { map: Known; perLanguage: Record<string, Known> };
  rankDistance: { mean: Known; perLanguage: Record<string, Known> };
  strong: { pairs: Record<string, Known> };
  oracleGap: { pairs: Record<string, Known> };
  languagePreference: { perLanguage: Record<string, Known> };
  rankC: { mean: Known; pairs: Record<string, Known> };
  domains: Record<string, Record<'monolingual' | 'crosslingual' | 'multilingual' | 'rankDistance', Known>>;
}
