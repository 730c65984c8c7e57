import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import { assemblyScript } from '../scripts/assembly-script.mjs';

let script = '';
test.beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [assemblyScript()],
    define: { __ISOGLOT__: '{}', 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      lib: { entry: 'e2e/harness/kernels.ts', formats: ['iife'], name: 'kernels' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  const [chunk] = (bundle as { output: { code: string }[] }).output;
  script = chunk!.code;
});

/** The operations, in the browser itself; in Node the same run on the same adapter through Dawn. */
for (const [backend, variant, tolerance] of [
  ['webgpu', 'barrier-free', 5e-5],
  ['webgpu', 'tiled', 5e-5],
  ['wasm', undefined, 1e-5],
] as const) {
  test(`all operations and their gradients agree with the cpu on ${backend} ${variant ?? ''}`, async ({
    page,
  }) => {
    await page.route('**/kernels.html', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Kernels</title>' }),
    );
    await page.route('**/tfjs/*', async (route) => {
      const name = new URL(route.request().url()).pathname.split('/').at(-1)!;
      const body = await readFile(join('node_modules/@tensorflow/tfjs-backend-wasm/wasm-out', name));
      await route.fulfill({ contentType: 'application/wasm', body });
    });
    await page.goto('kernels.html');
    await page.addScriptTag({ content: script });
    const report = await page.evaluate(([name, kind]) => window.compareKernels(name, kind ?? undefined), [
      backend,
      variant,
    ] as const);
    expect(report.used).toBe(backend);
    expect(report.errors).toEqual([]);
    expect(report.selfTest).toBeNull();
    expect(report.differences.length).toBeGreaterThan(14);
    // Not one by one: a failure shows all that differ.
    expect(report.differences.filter(({ difference }) => !(difference <= tolerance))).toEqual([]);
  });
}
