/**
 * JSON for people: indented by two, but a list of plain values on one line, so that a list of a thousand numbers
 * doesn't bury what stands around it.
 */
export function layOut(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    if (items.every((item) => typeof item !== 'object' || item === null)) {
      return `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
    }
    return `[\n${items.map((item) => inner + layOut(item, inner)).join(',\n')}\n${indent}]`;
  }
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  if (fields.length === 0) return '{}';
  const lines = fields.map(([name, field]) => `${inner}${JSON.stringify(name)}: ${layOut(field, inner)}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
