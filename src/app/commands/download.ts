import { IsoglotError } from '../../core/errors';

/** Hands a file to the person's browser. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser needs the address until it has begun to save.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Pixels for each unit of the drawing: sharp on slides and in print. */
const SCALE = 3;

/** Draws an SVG with the browser's own renderer. @throws IsoglotError 'internal' if it cannot. */
export async function svgToPng(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * SCALE;
    canvas.height = image.naturalHeight * SCALE;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob) return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
  throw new IsoglotError({
    code: 'internal',
    what: 'The heatmap could not be drawn as PNG.',
    remedy: 'Export it as SVG instead.',
  });
}
