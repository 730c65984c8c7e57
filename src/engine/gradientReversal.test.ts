import { describe, expect, it } from 'vitest';
import { createEncoder } from './encoder';
import { deviceErrors } from './gpuDevice';
import { contrastiveInput } from './losses/terms';
import { startTestBackend } from './testing/backends';
import { readEncoder, readJson, repositoryPath, tokenTable } from './testing/fixtures';
import { expectClose } from './testing/gradients';
import { readSafetensors } from './testing/safetensors';
import { createTrainer } from './trainer';

describe.each([
  ['wasm', 'tiny-e5', 0, 1e-5],
  ['wasm', 'tiny-xlmr', 5, 1e-5],
  ['webgpu', 'tiny-e5', 0, 1e-4],
] as const)('gradient reversal on %s, %s, chunks of %i', (backend, name, chunkTexts, tolerance) => {
  it('has the gradients of PyTorch for encoder and classifier', async () => {
    await startTestBackend(backend);
    const path = `fixtures/training/${name}`;
    const reference = readJson<{
      lambda: number;
      domains_of_8_queries_then_8_passages: number[];
      weight: number[][];
      bias: number[];
      'loss_rank_one_way_tau_0.05': number;
      loss_domain_ce_mean_over_16: number;
      grad_weight: number[][];
      grad_bias: number[];
    }>(path, 'gradient-reversal.json');
    const classifiers = [{ name: 'domain', classes: 2, dimensions: 32, rate: 0.01 }];
    const { definition, weights } = readEncoder(`fixtures/encoders/${name}`);
    const encoder = createEncoder(definition, weights);
    const trainer = createTrainer(encoder, { weightDecay: 0, clipNorm: 0, chunkTexts, classifiers });
    const { extra, ...state } = await trainer.state();
    extra.get('classifier.domain.weight')!.data.set(reference.weight.flat());
    extra.get('classifier.domain.bias')!.data.set(reference.bias);
    trainer.restore({ ...state, extra });
    const { steps } = readJson<{ steps: { query_ids: number[][]; passage_ids: number[][] }[] }>(
      path,
      'batches.json',
    );
    const { query_ids, passage_ids } = steps[0]!;
    const input = contrastiveInput(tokenTable(query_ids), tokenTable(passage_ids), {
      temperature: 0.05,
      direction: 'one-way',
    });
    const labels = Int32Array.from(reference.domains_of_8_queries_then_8_passages);
    const { lambda } = reference;
    input.terms.push({
      name: 'adversarial',
      weight: 1,
      loss: {
        kind: 'adversarial',
        rows: [{ first: 0, count: 16 }],
        labels,
        classifier: 'domain',
        lambda,
        on: 'pooled',
      },
    });
    const { terms, loss, gradientNorm } = await trainer.step(input, 1e-3);
    const [rank, domain] = [reference['loss_rank_one_way_tau_0.05'], reference.loss_domain_ce_mean_over_16];
    expectClose([terms['contrastive']!, terms['adversarial']!, loss], [rank, domain, rank + domain], 1e-5);
    const after = await trainer.state();
    const tenth = (nested: number[]): number[] => nested.map((x) => x / 10);
    expectClose(
      after.extra.get('classifier.domain.weight.first')!.data,
      tenth(reference.grad_weight.flat()),
      1e-6,
    );
    // AdamW's first step is the rate, whatever the size of the gradient: that of the classifier, not the encoder's 1e-3.
    const stepped = reference.grad_weight
      .flat()
      .map((slope, i) => reference.weight.flat()[i]! - 0.01 * Math.sign(slope));
    expectClose(after.extra.get('classifier.domain.weight')!.data, stepped, 1e-5);
    expectClose(after.extra.get('classifier.domain.bias.first')!.data, tenth(reference.grad_bias), 1e-6);
    const expected = readSafetensors(repositoryPath(path, 'gradient-reversal.grad-encoder.safetensors'));
    expect(expected.size).toBeGreaterThan(30);
    for (const [tensor, { data }] of expected)
      expectClose(after.first.get(tensor)!.data, tenth([...data]), tolerance);
    // Of encoder and classifier together, as `clip_grad_norm_` has it.
    const { grad_weight, grad_bias } = reference;
    const slopes = [...expected.values()].map(({ data }) => [...data]);
    const norm = Math.hypot(...[...slopes, grad_weight.flat(), grad_bias].map((part) => Math.hypot(...part)));
    expect(gradientNorm / norm).toBeCloseTo(1, 4);
    expect(deviceErrors()).toEqual([]);
    trainer.dispose();
    encoder.dispose();
  });
});
