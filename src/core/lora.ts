/** Parts of a layer that low-rank adapters may be put to: query, key and value, the output of attention, both linear
 * layers of the feed-forward part. */
export const LORA_TARGETS = ['query', 'key', 'value', 'attention-output', 'feed-forward'] as const;
export type LoraTarget = (typeof LORA_TARGETS)[number];
