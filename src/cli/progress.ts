import type { ProgressEvent } from '../protocol';

/** Prints progress on stderr: a moving line on a terminal, a line every few seconds elsewhere. */
export function createProgressLine(stream: NodeJS.WriteStream = process.stderr) {
  const interval = stream.isTTY ? 100 : 5000;
  let last = 0;
  let open = false;
  return {
    show: (event: ProgressEvent): void => {
      const now = performance.now();
      if (now - last < interval) return;
      last = now;
      const left = event.secondsLeft === null ? '' : ` · ${Math.ceil(event.secondsLeft)} s left`;
      const text = `${event.label} ${amount(event)}${left}`;
      stream.write(stream.isTTY ? `\r\u001b[2K${text}` : `${text}\n`);
      open = Boolean(stream.isTTY);
    },
    say(text: string): void {
      stream.write(`${open ? '\r\u001b[2K' : ''}${text}\n`);
      open = false;
    },
  };
}

export type ProgressLine = ReturnType<typeof createProgressLine>;

function amount({ done, total, unit }: ProgressEvent): string {
  if (unit !== 'bytes') return `${done}/${total ?? '?'} ${unit}`;
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  return `${megabytes(done)}/${total === null ? '?' : megabytes(total)} MB`;
}
