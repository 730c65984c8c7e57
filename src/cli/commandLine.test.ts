import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseQrels, parseRun } from '../core/trec/parse';
import { scoreRun } from '../core/trec/scoreRun';
import { readSafetensors, writeSafetensors } from '../io/safetensors';
import { comparison, configuration, historyEvent, result } from '../protocol';

/** The real command in a process of its own, on a tiny random encoder and the bundled data. */
const ROOT = resolve(import.meta.dirname, '../..');
const ENCODER = 'fixtures/encoders/tiny-e5';
const scratch = mkdtempSync(join(tmpdir(), 'isoglot-'));

interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string[];
}

function isoglot(args: string[], onStderr?: (line: string, interrupt: () => void) => void): Promise<Outcome> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['scripts/isoglot.mjs', ...args], { cwd: ROOT });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      onStderr?.(chunk.toString(), () => child.kill('SIGINT'));
    });
    child.on('close', (code) => done({ code, stdout, stderr: stderr.split('\n').filter(Boolean) }));
  });
}

function configured(patch: object): string {
  const path = join(scratch, 'configuration.json');
  const small = {
    schema: 'isoglot/configuration@1',
    encoder: ENCODER,
    languages: ['de', 'en'],
    evaluationLanguages: ['de', 'en'],
    sourceDomains: ['food'],
    targetDomains: ['law'],
    batchSize: 4,
    steps: 40,
    evaluateEvery: 20,
  };
  writeFileSync(path, JSON.stringify({ ...small, ...patch }));
  return path;
}

function encoderWithNaN(): string {
  const folder = join(scratch, 'nan');
  cpSync(join(ROOT, ENCODER), folder, { recursive: true });
  const file = join(folder, 'model.safetensors');
  const weights = readSafetensors(new Uint8Array(readFileSync(file)), file);
  weights.get('embeddings.word_embeddings.weight')!.data[7] = NaN;
  writeFileSync(file, writeSafetensors(weights));
  return folder;
}

function lossesIn(folder: string): number[] {
  const lines = readFileSync(join(folder, 'history.jsonl'), 'utf8').trim().split('\n');
  const events = lines.map((line) => historyEvent.parse(JSON.parse(line)));
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
  return events.flatMap((event) => (event.type === 'step' ? [event.loss] : []));
}

// The first call bundles the command line, which is not what the cases measure.
beforeAll(() => isoglot(['--help']), 60_000);

describe('the command line', () => {
  it('evaluates: pure JSON on stdout, and a run that scores as the result says', async () => {
    const [run, qrels] = [join(scratch, 'run.trec'), join(scratch, 'qrels.trec')];
    // The bundled encoder: a random one scores many candidates alike, and TREC breaks ties by another rule.
    const where = [
      '--encoder',
      'isoglot-nano',
      '--data',
      'isoglot-qa',
      '--languages',
      'en',
      '--domains',
      'law',
    ];
    const { code, stdout } = await isoglot(['evaluate', ...where, '--run', run, '--qrels', qrels]);
    expect(code).toBe(0);
    const parsed = result.parse(JSON.parse(stdout));
    expect(parsed.data).toMatchObject({ queries: { en: 30 }, candidates: { en: 40 } });
    // 40 candidates are fewer than the 100 that a run file holds, so the run is whole.
    const trec = scoreRun(
      parseRun(readFileSync(run, 'utf8'), run),
      parseQrels(readFileSync(qrels, 'utf8'), qrels),
      ['map'],
      { complete: false },
    );
    expect(trec.mean.map).toBeCloseTo(parsed.scores.monolingual.map!, 6);
    const { queries, averagePrecision } = parsed.perQuery!.en!;
    expect(averagePrecision.en!.reduce((sum, ap) => sum! + ap!)! / 30).toBeCloseTo(trec.mean.map!, 6);
    expect(queries).toHaveLength(30);
  });

  it('compares two results: Markdown or JSON on stdout, and refuses other data unless told', async () => {
    const evaluated = async (name: string, domain: string) => {
      const out = join(scratch, name);
      const data = ['--data', 'isoglot-qa', '--languages', 'de,en', '--domains', domain];
      expect((await isoglot(['evaluate', '--encoder', ENCODER, ...data, '--out', out])).code).toBe(0);
      return out;
    };
    const [law, food] = [await evaluated('law.json', 'law'), await evaluated('food.json', 'food')];
    const same = await isoglot(['compare', law, law]);
    expect({ code: same.code, stderr: same.stderr }).toEqual({ code: 0, stderr: [] });
    expect(same.stdout).toMatch(
      /\| de-en \| (0\.\d{4}) \| \1 \| 0\.0000 \| 0\.0000 to 0\.0000 \| 1\.0000 \|/,
    );
    const json = await isoglot(['compare', law, law, '--json', '--rounds', '200']);
    const parsed = comparison.parse(JSON.parse(json.stdout));
    expect(parsed.differences.crosslingual.map).toMatchObject({ difference: 0, evidence: { questions: 30 } });
    const measures = ['--metrics', 'ndcg@10,rankDistance', '--rounds', '200'];
    const more = await isoglot(['compare', law, law, '--json', ...measures]);
    const { further } = comparison.parse(JSON.parse(more.stdout));
    const { scores } = result.parse(JSON.parse(readFileSync(law, 'utf8')));
    expect(further?.rankDistance?.multilingual.mean?.b).toBeCloseTo(
      scores.languageBias.rankDistance.mean!,
      9,
    );
    expect(further?.['ndcg@10']?.crosslingual.pairs['de-en']?.a).toBeCloseTo(
      scores.crosslingual.pairs['de-en']!['ndcg@10'],
      9,
    );
    const refused = await isoglot(['compare', law, food]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toHaveLength(1);
    expect(refused.stderr[0]).toMatch(/not on the same data: domains law and food.*--anyway/);
    const page = join(scratch, 'report.html');
    expect((await isoglot(['report', law, law, '--format', 'html', '--out', page])).code).toBe(0);
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[^]*Mo mAP[^]*<svg/);
    const tables = await isoglot(['report', law]);
    expect(tables).toMatchObject({ code: 0, stderr: [] });
    expect(tables.stdout).toMatch(/\| {2}\| Mo mAP \| Cr mAP \| Mul mAP \| rank distance \| RankC \|/);
    const mixed = await isoglot(['report', law, food]);
    expect(mixed).toMatchObject({ code: 2, stdout: '' });
    expect(mixed.stderr[0]).toMatch(/not on the same data: domains law and food.*--anyway/);
    expect((await isoglot(['report', law, food, '--anyway'])).stdout).toContain('(other data)');
    expect((await isoglot(['report'])).stderr[0]).toMatch(/one result or more/);
    // Told to, it looks for queries that both have, and finds none.
    expect((await isoglot(['compare', law, food, '--anyway'])).stderr[0]).toMatch(/no query .* in common/);
  }, 60_000);

  it('trains, and goes on after Ctrl-C exactly as if nothing had happened', async () => {
    const config = configured({});
    const [whole, broken] = [join(scratch, 'whole'), join(scratch, 'broken')];
    expect((await isoglot(['train', '--config', config, '--out', whole])).code).toBe(0);
    const interrupted = await isoglot(['train', '--config', config, '--out', broken], (line, interrupt) => {
      if (/step 20:/.test(line)) interrupt();
    });
    expect(interrupted.code).toBe(130);
    expect(interrupted.stderr.at(-1)).toContain('--resume');
    expect(lossesIn(broken).length).toBeLessThan(40);
    expect((await isoglot(['train', '--resume', broken])).code).toBe(0);
    expect(lossesIn(broken)).toEqual(lossesIn(whole));
    const [a, b] = [whole, broken].map((folder) =>
      result.parse(JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8'))),
    );
    expect(b!.scores).toEqual(a!.scores);
    expect(configuration.parse(a!.configuration)).toEqual(a!.configuration);
    for (const file of [
      'checkpoint/checkpoint-25.safetensors',
      'checkpoint/checkpoint-40.safetensors',
      'encoder/model.safetensors',
      'encoder/modules.json',
    ]) {
      expect(existsSync(join(whole, file)), file).toBe(true);
    }
  }, 120_000);

  it('answers Ctrl-C with 130, also while there is nothing to save', async () => {
    const out = join(scratch, 'interrupted.json');
    const args = ['evaluate', '--encoder', 'isoglot-nano', '--data', 'isoglot-qa', '--out', out];
    const { code, stderr } = await isoglot(args, (line, interrupt) => {
      if (/queries/.test(line)) interrupt();
    });
    expect(code).toBe(130);
    expect(stderr.at(-1)).toMatch(/^Interrupted/);
    expect(existsSync(out)).toBe(false);
  });

  it('leaves a run as it was when its checkpoint does not fit', async () => {
    const folder = join(scratch, 'damaged');
    expect((await isoglot(['train', '--config', configured({ steps: 3 }), '--out', folder])).code).toBe(0);
    const history = join(folder, 'history.jsonl');
    const before = readFileSync(history, 'utf8');
    const checkpoint = join(folder, 'checkpoint/checkpoint-3.safetensors');
    writeFileSync(checkpoint, readFileSync(checkpoint).subarray(0, -8));
    const { code, stderr } = await isoglot(['train', '--resume', folder]);
    expect({ code, lines: stderr.length }).toEqual({ code: 2, lines: 1 });
    expect(stderr[0]).toMatch(/checkpoint-3\.safetensors: tensor .* truncated/);
    expect(readFileSync(history, 'utf8')).toBe(before);
  });

  it.each<[name: string, args: () => string[], says: RegExp]>([
    ['no verb', () => [], /--help/],
    ['a wrong option', () => ['batches', '--cnofig', 'c.json'], /--cnofig/],
    [
      'a result that has no place',
      () => [
        'evaluate',
        '--encoder',
        ENCODER,
        '--data',
        'isoglot-qa',
        '--out',
        join(scratch, 'no', 'r.json'),
      ],
      /no\/r\.json: This cannot be written/,
    ],
    [
      'numbers that are none',
      () => ['evaluate', '--encoder', encoderWithNaN(), '--data', 'isoglot-qa'],
      /model\.safetensors: tensor "embeddings\.word_embeddings\.weight": number \d+ of 19232 is NaN/,
    ],
    ['an unknown verb', () => ['frobnicate'], /frobnicate/],
    ['a missing option', () => ['evaluate', '--data', 'isoglot-qa'], /--encoder/],
    [
      'a path that is not there',
      () => ['evaluate', '--encoder', 'nowhere', '--data', 'isoglot-qa'],
      /nowhere/,
    ],
    [
      'an unknown language',
      () => ['evaluate', '--encoder', ENCODER, '--data', 'isoglot-qa', '--languages', 'xx'],
      /"xx".*ar, de/,
    ],
    ['one result to compare', () => ['compare', 'a.json'], /two results, not 1/],
    [
      'what is no result',
      () => ['compare', 'package.json', 'package.json'],
      /package\.json: schema: .*result\.json/,
    ],
    [
      'a field out of range',
      () => ['train', '--config', configured({ alpha: 2 }), '--out', scratch],
      /alpha/,
    ],
    [
      'a batch too large',
      () => ['train', '--config', configured({ batchSize: 900 }), '--out', join(scratch, 'no')],
      /30 or less/,
    ],
    [
      'a folder that holds no run',
      () => ['train', '--resume', join(scratch, 'no')],
      /not the folder of a run/,
    ],
  ])('says %s in one line and exits with 2', async (_, args, says) => {
    const { code, stdout, stderr } = await isoglot(args());
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toHaveLength(1);
    expect(stderr[0]).toMatch(says);
    expect(existsSync(join(scratch, 'no'))).toBe(false);
  });
});
