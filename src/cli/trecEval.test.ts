import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseQrels, parseRun } from '../core/trec/parse';
import { scoreRun } from '../core/trec/scoreRun';
import { result, type Result } from '../protocol';

/**
 * Exports runs and judgments with the command line and scores them with the real pytrec_eval and ranx of Python. Set
 * ISOGLOT_PYTHON to a Python that has them; without, `python3` is tried, and the tests are left out, and say so, if that
 * has them not.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const named = process.env['ISOGLOT_PYTHON'];
const python = named ?? 'python3';
const PROBE =
  'import importlib.util as u, sys; sys.exit(not (u.find_spec("pytrec_eval") and u.find_spec("ranx")))';
const isThere = spawnSync(python, ['-c', PROBE]).status === 0;
if (!isThere) {
  console.warn(
    `LEFT OUT: what Isoglot exports was not scored with pytrec_eval and ranx, because ${python} lacks one of them. ` +
      'Set ISOGLOT_PYTHON to a Python that has both (pip install pytrec_eval-terrier ranx).',
  );
}

/** Names of ours, of pytrec_eval and of ranx. */
const MEASURES = [
  ['map', 'map', 'map'],
  ['ndcg@10', 'ndcg_cut_10', 'ndcg@10'],
  ['mrr', 'recip_rank', 'mrr'],
  ['recall@10', 'recall_10', 'recall@10'],
  ['p@5', 'P_5', 'precision@5'],
  ['hit@1', 'success_1', 'hit_rate@1'],
] as const;

const scratch = mkdtempSync(join(tmpdir(), 'isoglot-trec-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** The whole rankings, as a run; what Isoglot says of them. */
function exported(encoder: string, languages: string): { run: string; qrels: string; ours: Result } {
  const [out, run, qrels] = ['result.json', 'run.trec', 'qrels.trec'].map((name) =>
    join(scratch, `${languages}-${name}`),
  ) as [string, string, string];
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      'scripts/isoglot.mjs',
      'evaluate',
      '--encoder',
      encoder,
      '--data',
      'isoglot-qa',
      '--languages',
      languages,
    ].concat(['--domains', 'law', '--out', out, '--run', run, '--run-depth', '100000', '--qrels', qrels]),
    { cwd: ROOT, encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
  return { run, qrels, ours: result.parse(JSON.parse(readFileSync(out, 'utf8'))) };
}

interface Scored {
  pytrec_eval: Record<string, Record<string, number>>;
  ranx: Record<string, Record<string, number>>;
}

function scoredByPython(run: string, qrels: string): Scored {
  const asked = { pytrec_eval: MEASURES.map(([, name]) => name), ranx: MEASURES.map(([, , name]) => name) };
  const script = join(import.meta.dirname, 'testing/trec_scores.py');
  const answer = spawnSync(python, [script], {
    input: JSON.stringify({ run, qrels, ...asked }),
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  expect(answer.status, answer.stderr).toBe(0);
  return JSON.parse(answer.stdout) as Scored;
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.skipIf(!isThere)(`exported runs, scored by pytrec_eval and ranx of ${python}`, () => {
  // The random encoder scores many candidates alike: the order of equal scores must survive the export.
  it.each([
    ['monolingual', 'isoglot-nano', 'de'],
    ['multilingual', 'isoglot-nano', 'ar,de,en'],
    ['multilingual', 'fixtures/encoders/tiny-xlmr', 'de,en'],
  ] as const)(
    '%s, %s, %s: our numbers',
    (setting, encoder, languages) => {
      const { run, qrels, ours } = exported(encoder, languages);
      const theirs = scoredByPython(run, qrels);
      const own = scoreRun(
        parseRun(readFileSync(run, 'utf8'), run),
        parseQrels(readFileSync(qrels, 'utf8'), qrels),
        MEASURES.map(([name]) => name),
        { complete: false },
      );
      expect(Object.keys(own.queries).sort()).toEqual(Object.keys(theirs.pytrec_eval).sort());
      for (const [query, values] of Object.entries(own.queries)) {
        for (const [name, pytrec, ranx] of MEASURES) {
          expect(theirs.pytrec_eval[query]![pytrec], `${name} of ${query}, pytrec_eval`).toBeCloseTo(
            values[name]!,
            6,
          );
          expect(theirs.ranx[ranx]![query], `${name} of ${query}, ranx`).toBeCloseTo(values[name]!, 6);
        }
      }
      // What the result says, from ranks that never were a file.
      const { perQuery, scores } = ours;
      for (const [language, { queries, multilingual }] of Object.entries(perQuery!)) {
        const theirsOf = (measure: string) => queries.map((id) => theirs.pytrec_eval[id]![measure]!);
        multilingual.forEach((ap, i) => expect(theirsOf('map')[i]).toBeCloseTo(ap, 6));
        const cells = scores[setting].perLanguage[language]!;
        expect(cells.map).toBeCloseTo(mean(theirsOf('map')), 6);
        expect(cells['ndcg@10']).toBeCloseTo(mean(theirsOf('ndcg_cut_10')), 6);
        if ('recall@10' in cells) expect(cells['recall@10']).toBeCloseTo(mean(theirsOf('recall_10')), 6);
      }
    },
    120_000,
  );
});
