import { defineConfig } from '@playwright/test';

// Not the port that other tools begin with; another where two checkouts are tested at once.
const PORT = Number(process.env.ISOGLOT_E2E_PORT ?? 41730);

/** What a Chromium in a container needs, and what keeps it from talking to the network by itself. */
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** WebGPU on a software adapter: the real code path without a GPU. */
const SOFTWARE_WEBGPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

const executablePath = process.env.ISOGLOT_CHROMIUM;
const chromium = (args: string[]) => ({
  viewport: { width: 1440, height: 900 },
  launchOptions: { args, ...(executablePath && { executablePath }) },
});

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // One at a time: each page trains on all cores.
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 15_000 },
  retries: 0,
  outputDir: 'test-results',
  reporter: [['list'], ['json', { outputFile: '.cache/reports/e2e.json' }]],
  use: { baseURL: `http://localhost:${PORT}/`, trace: 'retain-on-failure' },
  projects: [
    { name: 'webgpu', use: chromium([...QUIET, ...SOFTWARE_WEBGPU]), testIgnore: '**/*.wasm.spec.ts' },
    { name: 'no-webgpu', use: chromium(QUIET), testIgnore: '**/*.webgpu.spec.ts' },
  ],
  webServer: {
    command: `node scripts/start.mjs --no-open --port ${PORT}`,
    url: `http://localhost:${PORT}/`,
    timeout: 300_000,
    reuseExistingServer: !process.env.CI,
  },
});
