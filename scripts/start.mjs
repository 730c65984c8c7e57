/** `npm start`: sets everything up, serves the built workbench and opens it. Options: --no-open, --port N. */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ensureBuild, ensurePackages, fail, ROOT } from './setup.mjs';

const DEFAULT_PORT = 5173;

const { values } = parseArgs({
  options: { open: { type: 'boolean', default: true }, port: { type: 'string' }, help: { type: 'boolean' } },
  allowNegative: true,
});
if (values.help) {
  console.log('npm start -- [--no-open] [--port N]');
  process.exit(0);
}
const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
if (!Number.isInteger(port) || port < 1 || port > 65535)
  fail(`--port ${values.port}: give a number from 1 to 65535.`);

ensurePackages();
ensureBuild();
const { preview } = await import('vite');
// Without a --port of one's own the next free port will do.
const server = await preview({
  root: ROOT,
  logLevel: 'error',
  preview: { port, strictPort: values.port !== undefined },
}).catch((error) => fail(`${error.message}. Give another port: npm start -- --port ${port + 1}`));
const address = server.resolvedUrls?.local[0] ?? `http://localhost:${port}/`;
console.log(`Isoglot is at ${address.replace(/\/$/, '')}`);
console.log('Press Ctrl-C to end.');
if (values.open) openInBrowser(address);
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => server.close().finally(() => process.exit(0)));

/** Opens the page in the person's browser; on a machine without one the printed address must do. */
function openInBrowser(url) {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url];
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
