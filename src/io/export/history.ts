import { IsoglotError } from '../../core/errors';
import { historyEvent, type HistoryEvent } from '../../protocol';
import { parseBy, parseJson } from '../json';

const REMEDY = 'Take the line out, or the file as it was exported.';

/** `history.jsonl`: one event a line, each line ended, so that files can be appended to. */
export function historyLines(events: readonly HistoryEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

/**
 * Reads `history.jsonl`. A last line without its end is a write that was cut short and is left out when it cannot be
 * read; empty lines are skipped.
 * @param file Name of the file, for messages.
 * @throws IsoglotError naming file and line: `bad-file` for what is not JSON, `bad-format` for another event.
 */
export function parseHistory(text: string, file: string): HistoryEvent[] {
  const lines = text.split('\n');
  const events: HistoryEvent[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    try {
      events.push(parseLine(line, file, i + 1));
    } catch (error) {
      if (i < lines.length - 1) throw error;
    }
  }
  return events;
}

function parseLine(line: string, file: string, number: number): HistoryEvent {
  const json = parseJson(line, file, number);
  const where = `${file}: line ${number}`;
  if (typeof json !== 'object' || json === null) {
    throw new IsoglotError({ code: 'bad-format', what: 'this is not an event.', where, remedy: REMEDY });
  }
  return parseBy(historyEvent, json, where, REMEDY);
}
