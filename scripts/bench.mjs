/** `npm run bench -- <name>`: bundles and runs bench/<name>.ts; prints its tables. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium, findSwiftShader } from './browser.mjs';
import { ensurePackages, fail, ROOT } from './setup.mjs';

ensurePackages();
const [name, ...rest] = process.argv.slice(2);
const known = readdirSync(join(ROOT, 'bench'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3));
if (!name || !known.includes(name))
  fail(`npm run bench -- <name>, where <name> is one of: ${known.join(', ')}`);

// Dawn reads this when it is loaded: a software GPU where there is no other.
const swiftShader = findSwiftShader(await findChromium());
if (!process.env.VK_ICD_FILENAMES && swiftShader && !existsSync('/dev/nvidia0'))
  process.env.VK_ICD_FILENAMES = swiftShader;

const { bundleForNode } = await import('./bundle-node.mjs');
const file = await bundleForNode(join(ROOT, 'bench', `${name}.ts`), join(ROOT, '.cache/bench'), name);
process.argv.splice(2, process.argv.length, ...rest);
await import(pathToFileURL(file).href);
