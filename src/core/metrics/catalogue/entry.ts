/** What a person should know about a metric before believing it: a section of docs/metrics.md and a card of the page. */
export interface MetricEntry {
  /** Anchor in the document, and what opens the card. */
  id: string;
  /** Names of fields in results that it explains, itself among them where it is one. */
  covers: readonly string[];
  title: string;
  meaning: string;
  /** In one line of text. */
  formula: string;
  /** What the letters of the formula stand for. */
  letters: string;
  source: string;
  /** Address of the source. */
  link: string;
  range: string;
  floor: string;
  chance: string;
  misleads: string;
  /** A small case by hand. Figures between `**` are what the code must give, as exact as they are written. */
  example: string;
}

export interface MetricGroup {
  title: string;
  entries: readonly MetricEntry[];
}
