import { z } from 'zod';

export const dataFormat = z.enum([
  'auto',
  'isoglot-qa',
  'xquad-r',
  'mlqa-r',
  'squad',
  'beir',
  'miracl',
  'mteb',
  'jsonl',
  'tsv',
  'parquet',
]);
export type DataFormat = z.infer<typeof dataFormat>;
