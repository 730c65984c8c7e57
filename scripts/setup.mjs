/** What every command needs before it can do its work: packages, a build, a browser. Plain Node, no packages. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join, relative, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '..');
const CACHE = join(ROOT, '.cache');

/** Runs a program in the project; its output goes where ours goes. Returns whether it succeeded. */
export function run(program, args, options = {}) {
  const windows = process.platform === 'win32';
  const { status, error } = spawnSync(program, args, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: windows,
    ...options,
  });
  if (error) console.error(`${program}: ${error.message}`);
  return status === 0;
}

/** Runs a package's program, e.g. `bin('vite')`. */
export const bin = (name) =>
  join(ROOT, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

/** Installs the packages of the lock file unless they are there already. */
export function ensurePackages() {
  requireNode();
  const digest = digestOf(['package.json', 'package-lock.json']);
  if (existsSync(join(ROOT, 'node_modules')) && stamp('packages') === digest) return;
  console.error('Installing packages ...');
  // The output of an install must not mix with a result on stdout.
  const quiet = { stdio: ['ignore', 2, 2] };
  if (!run('npm', ['ci', '--no-audit', '--no-fund'], quiet))
    fail('npm ci failed: see above. Check the network and run the command again.');
  setStamp('packages', digest);
}

/** Builds the page into dist/ unless the build is of the present sources. */
export function ensureBuild() {
  ensureOutput('page', 'dist/index.html', () =>
    run(bin('vite'), ['build', '--logLevel', 'warn'], { stdio: ['ignore', 2, 2] }),
  );
}

/** Bundles the command line into dist-cli/ unless the bundle is of the present sources. */
export function ensureCommandLine() {
  ensureOutput('cli', 'dist-cli/isoglot.mjs', () =>
    run(bin('vite'), ['build', '--config', 'vite.cli.config.ts', '--logLevel', 'warn'], {
      stdio: ['ignore', 2, 2],
    }),
  );
}

function ensureOutput(name, file, build) {
  const digest = digestOf([
    'src',
    'public',
    'scripts/build-info.mjs',
    'scripts/assembly-script.mjs',
    'index.html',
    'package-lock.json',
    'vite.config.ts',
    'vite.cli.config.ts',
    '.git/HEAD',
    headRef(),
  ]);
  if (existsSync(join(ROOT, file)) && stamp(name) === digest) return;
  console.error(`Building the ${name === 'cli' ? 'command line' : 'page'} ...`);
  if (!build()) fail(`The ${name} could not be built: see above.`);
  setStamp(name, digest);
}

function headRef() {
  try {
    const head = readFileSync(join(ROOT, '.git/HEAD'), 'utf8').trim();
    return head.startsWith('ref: ') ? `.git/${head.slice(5)}` : '.git/HEAD';
  } catch {
    return '.git/HEAD';
  }
}

/** Digest of files and folders by name, size and content; large bundled files count by size and time. */
function digestOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) addToDigest(hash, join(ROOT, path));
  return hash.digest('hex');
}

function addToDigest(hash, path) {
  if (!existsSync(path)) return;
  const info = statSync(path);
  if (info.isDirectory()) {
    for (const name of readdirSync(path).sort()) addToDigest(hash, join(path, name));
    return;
  }
  hash.update(`${relative(ROOT, path)}:${info.size}:`);
  hash.update(info.size > 1_000_000 ? String(info.mtimeMs) : readFileSync(path));
}

const stampPath = (name) => join(CACHE, `${name}.stamp`);

function stamp(name) {
  return existsSync(stampPath(name)) ? readFileSync(stampPath(name), 'utf8') : '';
}

function setStamp(name, digest) {
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(stampPath(name), digest);
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Isoglot needs Node 20.19 or newer; this is ${process.versions.node}.`);
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}
