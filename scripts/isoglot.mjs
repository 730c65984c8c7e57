/** `npm run -s isoglot -- <verb> ...`: sets up and bundles when needed, then runs the command line. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureCommandLine, ensurePackages, ROOT } from './setup.mjs';

ensurePackages();
ensureCommandLine();
await import(pathToFileURL(join(ROOT, 'dist-cli/isoglot.mjs')).href);
