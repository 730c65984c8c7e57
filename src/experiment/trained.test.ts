import { describe, expect, it } from 'vitest';
import { readEncoder } from '../engine/testing/fixtures';
import { trainedShapes } from '../engine/trainable';
import { defaultConfiguration } from '../protocol';
import { checkTrained, trainableOf } from './trained';

const { definition } = readEncoder('fixtures/encoders/tiny-e5');
const trained = (patch: Partial<typeof defaultConfiguration>): string[] => [
  ...trainedShapes(definition, trainableOf({ ...defaultConfiguration, ...patch })).keys(),
];

describe('what a configuration trains', () => {
  it('is everything by default: 5 tensors of the embedding block, 16 of each layer', () => {
    expect(trained({})).toHaveLength(5 + 2 * 16);
  });

  it('leaves the embedding block and the first layers out if they are frozen', () => {
    const names = trained({ embeddings: 'frozen', frozenLayers: 1 });
    expect(names).toHaveLength(16);
    expect(names.every((name) => name.startsWith('encoder.layer.1.'))).toBe(true);
  });

  it('is adapters alone with a rank: A and B for each target and layer', () => {
    const names = trained({ loraRank: 4, loraTargets: ['query', 'feed-forward', 'query'] });
    expect(names).toHaveLength(2 * 3 * 2);
    expect(trained({ loraRank: 4, frozenLayers: 1 })).toEqual([
      'encoder.layer.1.attention.self.query.lora_A',
      'encoder.layer.1.attention.self.query.lora_B',
      'encoder.layer.1.attention.self.value.lora_A',
      'encoder.layer.1.attention.self.value.lora_B',
    ]);
  });

  it('must be something', () => {
    const check = (patch: Partial<typeof defaultConfiguration>) => () =>
      checkTrained(definition, { ...defaultConfiguration, ...patch });
    expect(check({ frozenLayers: 2, embeddings: 'frozen' })).toThrow(/Nothing is left to train/);
    expect(check({ frozenLayers: 9, loraRank: 2 })).toThrow(/Freeze 1 layers or fewer/);
    expect(check({ frozenLayers: 2 })).not.toThrow();
    expect(check({ frozenLayers: 1, embeddings: 'frozen' })).not.toThrow();
  });
});
