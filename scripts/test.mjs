/** `npm test`: sets everything up and runs all checks. Ends with a line `N passed, N failed`. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, ensureBuild, ensureCommandLine, ensurePackages, ROOT, run } from './setup.mjs';
import { ensureChromium, findSwiftShader } from './browser.mjs';

ensurePackages();
const chromium = await ensureChromium();
if (!chromium)
  console.error('No Chromium could be found or installed: install one, or name it in ISOGLOT_CHROMIUM.');
const swiftShader = findSwiftShader(chromium);
const env = {
  ...process.env,
  ...(chromium && { ISOGLOT_CHROMIUM: chromium }),
  ...(swiftShader && { VK_ICD_FILENAMES: swiftShader }),
};
const reports = join(ROOT, '.cache/reports');
rmSync(reports, { recursive: true, force: true });

const total = { passed: 0, failed: 0 };
const count = (passed, failed) => {
  total.passed += passed;
  total.failed += failed;
};
const heading = (text) => console.log(`\n== ${text}`);
const check = (name, program, args) => {
  heading(name);
  const ok = run(bin(program), args, { env });
  count(Number(ok), Number(!ok));
};

check('Types', 'tsc', ['--noEmit']);
check('Lint', 'eslint', ['.']);
check('Format', 'prettier', ['--check', '--log-level', 'warn', '.']);
heading('Build');
ensureBuild();
ensureCommandLine();
suite(
  'Unit',
  'vitest',
  ['run', '--reporter=default', '--reporter=json', '--outputFile.json=.cache/reports/unit.json'],
  'unit.json',
  (report) => [
    report.numPassedTests,
    report.numFailedTests +
      report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
        .length,
  ],
);
suite('End to end, on the built page', 'playwright', ['test'], 'e2e.json', ({ stats }) => [
  stats.expected + stats.flaky,
  stats.unexpected,
]);

console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

/** A test runner that leaves a JSON report; one that leaves none has failed as a whole. */
function suite(name, program, args, file, read) {
  heading(name);
  const ok = run(bin(program), args, { env });
  const path = join(reports, file);
  if (!existsSync(path)) return count(0, 1);
  const [passed, failed] = read(JSON.parse(readFileSync(path, 'utf8')));
  count(passed, failed + Number(!ok && failed === 0));
}
