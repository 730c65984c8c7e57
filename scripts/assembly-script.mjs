import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import asc from 'assemblyscript/asc';
import { ROOT } from './setup.mjs';

/** What the modules are compiled for: [name of the export, features, whether the memory is shared by threads]. */
const VARIANTS = [
  ['plain', 'simd', false],
  ['relaxed', 'simd,relaxed-simd', false],
  ['plainShared', 'simd,threads', true],
  ['relaxedShared', 'simd,relaxed-simd,threads', true],
];
/** What Emscripten declares for a shared memory: pages of 64 KiB. */
const MOST_PAGES = '65536';
/** Compiling takes seconds, so what was compiled is kept, by a digest of all it was made from. */
const KEPT = join(ROOT, '.cache/assembly');

/**
 * Vite plugin: `import { plain, relaxed, plainShared, relaxedShared } from './folder/index.ts?assembly'` compiles the
 * AssemblyScript of that folder and gives each variant's WebAssembly in base64. The modules import their memory and
 * have no data or heap of their own in it.
 * @returns {import('vite').Plugin}
 */
export function assemblyScript() {
  return {
    name: 'assembly-script',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith('?assembly')) return;
      const entry = id.slice(0, -'?assembly'.length);
      const sources = readSources(dirname(entry));
      for (const name of sources.keys()) this.addWatchFile(join(dirname(entry), name));
      return compiled(basename(entry), sources);
    },
  };
}

/** The files of a folder by name. */
function readSources(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

async function compiled(entry, sources) {
  const maker = readFileSync(import.meta.filename, 'utf8');
  const digest = createHash('sha256').update(JSON.stringify([asc.version, maker, entry, ...sources]));
  const file = join(KEPT, `${digest.digest('hex')}.js`);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const code = await compileAll(entry, sources);
  mkdirSync(KEPT, { recursive: true });
  // Written elsewhere first: another build may read it now.
  writeFileSync(`${file}.${process.pid}`, code);
  renameSync(`${file}.${process.pid}`, file);
  return code;
}

async function compileAll(entry, sources) {
  let code = '';
  for (const [name, features, shared] of VARIANTS)
    code += `export const ${name} = '${await compile(entry, sources, features, shared)}';\n`;
  return code;
}

async function compile(entry, sources, features, shared) {
  let binary;
  const { error, stderr } = await asc.main(
    [
      ...[entry, '--outFile', 'out.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort='],
      // 112: functions that take vectors can't be called from JavaScript; only the module itself calls them.
      ...['--importMemory', '--enable', features, '--disableWarning', '112'],
      ...(shared ? ['--sharedMemory', '--initialMemory', '1', '--maximumMemory', MOST_PAGES] : []),
    ],
    {
      readFile: (name) => sources.get(basename(name)) ?? null,
      writeFile: (_name, contents) => (binary = contents),
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`AssemblyScript could not compile ${entry}:\n${stderr.toString()}`);
  return Buffer.from(binary).toString('base64');
}
