import { spawnSync } from 'node:child_process';

/**
 * A Python that has the packages, named by the environment variable ISOGLOT_PYTHON (default `python3`). Ends the bench
 * with a word on what is missing.
 */
export function requirePython(...packages: string[]): string {
  const python = process.env['ISOGLOT_PYTHON'] ?? 'python3';
  const { status, stderr, error } = spawnSync(python, ['-c', `import ${packages.join(', ')}`], {
    encoding: 'utf8',
  });
  if (status === 0) return python;
  console.error(
    `This bench compares with Python, and ${python} cannot import ${packages.join(', ')}:\n` +
      `${error?.message ?? stderr.trim().split('\n').at(-1)}\n` +
      `Install them (pip install ${packages.join(' ')}) or name another Python in ISOGLOT_PYTHON.`,
  );
  process.exit(1);
}
