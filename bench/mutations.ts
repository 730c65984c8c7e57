/**
 * `npm run bench -- mutations [--only TEXT]`: puts deliberate faults into a copy of the source, one at a time, and shows
 * which tests notice. A fault that none notices makes it fail.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ADAPTATION_FAULTS } from './support/faults/adaptation';
import type { Fault } from './support/faults/fault';
import { KERNEL_FAULTS } from './support/faults/kernels';
import { LOSS_FAULTS } from './support/faults/losses';
import { printTable } from './support/table';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = [...KERNEL_FAULTS, ...LOSS_FAULTS, ...ADAPTATION_FAULTS].filter(
  ({ what }) => !values.only || what.includes(values.only),
);

/** Everything that tests read; node_modules as a link. */
const COPIED = ['src', 'fixtures', 'public', 'scripts', 'package.json', 'tsconfig.json', 'vite.config.ts'];
const copy = mkdtempSync(join(tmpdir(), 'isoglot-mutations-'));
for (const path of COPIED) cpSync(path, join(copy, path), { recursive: true });
symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));

interface Outcome {
  failed: number;
  passed: number;
  first: string;
}

function runTests(tests: readonly string[]): Outcome {
  const { stdout } = spawnSync('npx', ['vitest', 'run', '--reporter=json', ...tests], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const report = JSON.parse(stdout.slice(stdout.indexOf('{"'))) as {
    numFailedTests: number;
    numPassedTests: number;
    testResults: { message: string; assertionResults: { status: string; fullName: string }[] }[];
  };
  const all = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const fault = report.testResults.find(({ message }) => message)?.message ?? '';
  return {
    failed: report.numFailedTests,
    passed: report.numPassedTests,
    first: all.find(({ status }) => status === 'failed')?.fullName ?? fault.split('\n')[0]!,
  };
}

function tryOut({ file, from, to, tests }: Fault): Outcome {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  if (source.split(from).length !== 2)
    throw new Error(
      `${file}: "${from}" must stand there once; found ${source.split(from).length - 1} times.`,
    );
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
  try {
    return runTests(tests);
  } finally {
    writeFileSync(path, source);
  }
}

const rows = [];
let unnoticed = 0;
try {
  for (const path of new Set(chosen.flatMap(({ tests }) => tests))) {
    const { failed, first } = runTests([path]);
    if (failed > 0) throw new Error(`${path} fails without a fault: ${first}`);
  }
  for (const [number, fault] of chosen.entries()) {
    const { failed, passed, first } = tryOut(fault);
    // Tests that could not even be run would prove nothing.
    const noticed = failed > 0 && failed + passed > 0;
    if (!noticed) unnoticed++;
    console.error(`${number + 1}/${chosen.length} ${noticed ? 'noticed' : 'NOT NOTICED'}: ${fault.what}`);
    rows.push({
      fault: fault.what,
      file: `\`${fault.file}\``,
      'tests that fail': `${failed} of ${failed + passed}`,
      'the first of them': first.replaceAll('|', '\\|'),
    });
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
printTable(`Deliberate faults: ${rows.length - unnoticed} of ${rows.length} noticed`, rows);
process.exit(unnoticed > 0 ? 1 : 0);
