/** A difference in mAP between two evaluations of one run, with what is known of it. */
export interface Changed {
  difference: number;
  low: number;
  high: number;
  p: number;
  holm: number;
  benjaminiHochberg: number;
  significant: boolean;
}

/** Changes in the layout of a result's scores; null where nothing could be scored. */
export interface ScoreChange {
  against: number;
  level: number;
  rounds: number;
  seed: number;
  monolingual: { map: Changed | null; perLanguage: Record<string, Changed> };
  crosslingual: { map: Changed | null; pairs: Record<string, Changed> };
  multilingual: { map: Changed | null; perLanguage: Record<string, Changed> };
  domains: Record<string, Record<'monolingual' | 'crosslingual' | 'multilingual', Changed | null>>;
}
