import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { assemblyScript } from './assembly-script.mjs';
import { buildInfo } from './build-info.mjs';
import { ROOT } from './setup.mjs';

const WASM = [
  'tfjs-backend-wasm.wasm',
  'tfjs-backend-wasm-simd.wasm',
  'tfjs-backend-wasm-threaded-simd.wasm',
];

/**
 * How TypeScript is bundled for Node. One file with TensorFlow.js inside: its packages are ES modules in .js files
 * without "type", which Node refuses to import, and its CommonJS builds would be a second copy.
 * @returns {import('vite').UserConfig}
 */
export function nodeBundle(entry, outDir, name) {
  return {
    publicDir: false,
    define: { __ISOGLOT__: JSON.stringify(buildInfo()) },
    plugins: [assemblyScript(), { name: 'wasm-beside-the-bundle', closeBundle: () => copyWasm(outDir) }],
    ssr: { noExternal: true, external: ['webgpu'], target: 'node' },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        external: ['webgpu'],
        output: {
          entryFileNames: `${name}.mjs`,
          codeSplitting: false,
          // The Emscripten glue of the wasm backend is CommonJS and looks for these.
          banner:
            "import { createRequire as __createRequire } from 'node:module';\nimport { dirname as __dirnameOf } from 'node:path';\n" +
            "import { fileURLToPath as __fileURLToPath } from 'node:url';\nconst require = __createRequire(import.meta.url);\n" +
            'const __filename = __fileURLToPath(import.meta.url);\nconst __dirname = __dirnameOf(__filename);',
        },
      },
    },
  };
}

function copyWasm(outDir) {
  mkdirSync(outDir, { recursive: true });
  for (const file of WASM) {
    copyFileSync(join(ROOT, 'node_modules/@tensorflow/tfjs-backend-wasm/dist', file), join(outDir, file));
  }
}
