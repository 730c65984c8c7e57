import { cpus } from 'node:os';

/** Prints rows as a Markdown table under a heading that names the day and the machine. */
export function printTable(title: string, rows: readonly Record<string, string | number>[]): void {
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const day = new Date().toISOString().slice(0, 10);
  const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.version}`;
  console.log(`\n### ${title} (${day}, ${machine})\n`);
  console.log(line(columns));
  console.log(line(columns.map(() => '---')));
  for (const row of rows) console.log(line(columns.map((column) => row[column] ?? '')));
}

/** Bytes as whole megabytes (2^20 bytes); an empty cell if unknown. */
export function megabytes(bytes: number | null): string {
  return bytes === null ? '' : (bytes / 2 ** 20).toFixed(0);
}
