/** Characters between two pauses: some ten milliseconds of work. */
const CHARACTERS = 100_000;

/**
 * Hands on texts one by one, with pauses.
 * @yields how many texts were handed on since the last pause
 */
export function* textByText(
  texts: Iterable<string>,
  take: (text: string, index: number) => void,
): Generator<number, void> {
  let index = 0;
  let said = 0;
  let characters = 0;
  for (const text of texts) {
    take(text, index++);
    characters += text.length;
    if (characters < CHARACTERS) continue;
    yield index - said;
    said = index;
    characters = 0;
  }
  yield index - said;
}
