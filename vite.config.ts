import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { assemblyScript } from './scripts/assembly-script.mjs';
import { buildInfo } from './scripts/build-info.mjs';

/** Cross-origin isolation: without it there is no SharedArrayBuffer, so no threads for the wasm backend. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  base: './',
  plugins: [react(), assemblyScript()],
  define: { __ISOGLOT__: JSON.stringify(buildInfo()) },
  server: { port: 5173, headers: ISOLATION },
  preview: { port: 5173, headers: ISOLATION },
  build: { target: 'es2023', chunkSizeWarningLimit: 3000 },
  worker: {
    format: 'es',
    plugins: () => [assemblyScript()],
    // Threaded wasm posts the source text of its Emscripten factory to its own workers; a minified bundle breaks it.
    rolldownOptions: { output: { minify: false } },
  },
  optimizeDeps: {
    include: [
      '@huggingface/tokenizers',
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-core/dist/register_all_gradients',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgpu',
    ],
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    // TensorFlow.js ships ES modules in .js files without "type": Vite must load them, not Node.
    server: { deps: { inline: [/@tensorflow\//] } },
    // Software GPUs and shared machines are slow: a limit only ends what hangs.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // One file at a time per core: the numeric suites saturate a core each.
    maxWorkers: 2,
  },
});
