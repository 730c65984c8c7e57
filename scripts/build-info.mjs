import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Version and commit that stand in every result; `unknown` where the source is not a git checkout. */
export function buildInfo() {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return { version, commit: commit() };
}

function commit() {
  const cwd = new URL('..', import.meta.url);
  try {
    const head = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
      cwd,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return head.toString().trim();
  } catch {
    return 'unknown';
  }
}
