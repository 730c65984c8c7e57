import { join } from 'node:path';
import { build } from 'vite';
import { nodeBundle } from './node-bundle-config.mjs';

/** Bundles a TypeScript entry for Node, TensorFlow.js included, and returns the path of the bundle. */
export async function bundleForNode(entry, outDir, name) {
  await build({ configFile: false, logLevel: 'warn', ...nodeBundle(entry, outDir, name) });
  return join(outDir, `${name}.mjs`);
}
