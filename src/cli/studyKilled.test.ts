import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StudyRecord } from '../protocol';

/**
 * The real command in a process of its own, on a tiny random encoder and the bundled data. Every run has two terms that
 * remember: a classifier that AdamW trains beside the encoder, and MoDIR's with its queue.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'isoglot-study-'));
const config = join(scratch, 'study.json');
const MINUTES = 60_000;

interface Outcome {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** @param hear is told each line on stderr, and may kill */
function study(args: string[], hear?: (line: string, kill: (signal: NodeJS.Signals) => void) => void) {
  return new Promise<Outcome>((done) => {
    const child = spawn(process.execPath, ['scripts/isoglot.mjs', 'study', ...args], { cwd: ROOT });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      said.stderr += chunk.toString();
      for (const line of chunk.toString().split('\n')) hear?.(line, (signal) => child.kill(signal));
    });
    child.on('close', (code, signal) => done({ code, signal, ...said }));
  });
}

/** All files of the report, by name. */
function reportIn(folder: string): Record<string, string> {
  const tables = readdirSync(join(folder, 'tables')).map((name) => `tables/${name}`);
  const names = ['report.html', 'report.md', 'report.tex', ...tables];
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

const recordIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'study.json'), 'utf8')) as StudyRecord;

const whole = join(scratch, 'whole');

beforeAll(async () => {
  const text = JSON.stringify({
    schema: 'isoglot/study@1',
    name: 'Tiny',
    base: {
      ...{ encoder: 'fixtures/encoders/tiny-e5', languages: ['de', 'en'], evaluationLanguages: ['de', 'en'] },
      ...{ sourceDomains: ['food'], batchSize: 4, steps: 6, evaluateEvery: 2, dropout: 0.1 },
      // So large that whatever a checkpoint had forgotten would change the scores.
      learningRate: 0.02,
      adaptation: [
        { kind: 'adversarial', weight: 10, by: 'language', classifierRate: 0.1 },
        { kind: 'modir', weight: 10, texts: 4, queue: 16, classifierRate: 0.1 },
      ],
    },
    strategies: [
      { name: 'X-X-mono', set: { strategy: 'X-X-mono' } },
      { name: 'hybrid', set: { strategy: 'hybrid' } },
    ],
    adaptations: [{ name: 'none' }, { name: 'centering', set: { post: 'centering' } }],
    folds: [{ name: 'law', targetDomains: ['law'] }],
    seeds: [0, 1],
  });
  writeFileSync(config, text);
  // Bundles the command line, which is not what the cases measure.
  await study(['--help']);
}, 5 * MINUTES);

describe('a study of the command line', () => {
  it(
    'runs whole, and refuses a second process on its folder meanwhile',
    async () => {
      let second: Promise<Outcome> | undefined;
      const first = await study(['--config', config, '--out', whole], (line) => {
        if (line.endsWith(': begun')) second ??= study(['--out', whole]);
      });
      expect(first).toMatchObject({ code: 0 });
      expect(first.stderr).toMatch(/8 of 8 runs to make, about .* on wasm; a step needs at most \d+ MB/);
      expect(first.stderr).toMatch(/8 of 8 runs are done/);
      const refused = await second!;
      expect(refused.code).toBe(2);
      expect(refused.stderr).toMatch(/lock\.json: Another process works on this study/);
    },
    10 * MINUTES,
  );

  it(
    'killed three times at random moments, and once asked to stop, ends with the same report',
    async () => {
      const broken = join(scratch, 'broken');
      for (const round of [0, 1, 2]) {
        let begun = 0;
        // A random moment is the point; whichever it is, the outcome must be the same.
        const [run, wait] = [1 + Math.floor(Math.random() * 2), Math.random() * 1500];
        const { signal } = await study(['--config', config, '--out', broken], (line, kill) => {
          if (line.endsWith(': begun') && ++begun === run) setTimeout(() => kill('SIGKILL'), wait);
        });
        expect(signal, `round ${round}, run ${run}, ${wait} ms`).toBe('SIGKILL');
      }
      const asked = await study(['--out', broken], (line, kill) => {
        if (line.endsWith(': begun')) kill('SIGINT');
      });
      expect(asked.code).toBe(130);
      expect(asked.stderr).toMatch(/Interrupted and saved: go on with .* study --out/);
      expect((await study(['--out', broken])).code).toBe(0);
      expect(reportIn(broken)).toEqual(reportIn(whole));
    },
    10 * MINUTES,
  );

  it(
    'makes a run again whose result was cut short, skips the others, and writes the report by itself',
    async () => {
      const { runs } = recordIn(whole);
      const before = reportIn(whole);
      const result = join(whole, 'runs', runs[3]!.id, 'result.json');
      writeFileSync(result, readFileSync(result).subarray(0, 1000));
      const partly = await study(['--out', whole, '--report']);
      expect(partly).toMatchObject({ code: 0 });
      expect(partly.stderr).toContain('7 of 8 runs');
      expect(reportIn(whole)['report.md']).toContain(
        'whole blocks (a fold with a seed, all strategies and adaptations): 1 of 2',
      );
      const again = await study(['--out', whole]);
      expect(again.code).toBe(0);
      expect(again.stderr.match(/: begun/g)).toHaveLength(1);
      expect(reportIn(whole)).toEqual(before);
    },
    10 * MINUTES,
  );

  it(
    'refuses what cannot go on or begin, before any run',
    async () => {
      const record = recordIn(whole);
      const path = join(whole, 'study.json');
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, JSON.stringify({ ...record, data: { ...record.data, sha256: 'other' } }));
      const changed = await study(['--out', whole]);
      writeFileSync(path, text);
      expect(changed.code).toBe(2);
      expect(changed.stderr).toMatch(/The data have changed since the study began/);

      const refused = async (patch: object, says: RegExp) => {
        const file = join(scratch, 'refused.json');
        writeFileSync(
          file,
          JSON.stringify({ ...(JSON.parse(readFileSync(config, 'utf8')) as object), ...patch }),
        );
        const out = join(scratch, 'nothing');
        const { code, stderr } = await study(['--config', file, '--out', out]);
        expect(code).toBe(2);
        expect(stderr.trim().split('\n').at(-1)).toMatch(says);
        expect(readdirSync(scratch)).not.toContain('nothing');
      };
      await refused(
        { folds: [{ name: 'a', targetDomains: ['cooking'] }] },
        /folds\[0\]\.targetDomains\[0\].*no "cooking"/,
      );
      await refused(
        { strategies: [{ name: 'large', set: { batchSize: 900 } }] },
        /the runs large, none, law: .*30 or less/,
      );
      const planned = await study(['--config', config, '--plan']);
      expect(planned.code).toBe(0);
      expect(planned.stdout.trim().split('\n')).toHaveLength(8);
    },
    10 * MINUTES,
  );
});
