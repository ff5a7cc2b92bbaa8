import { setImmediate as nextTurn } from "node:timers/promises";

/** An array longer than this is serialised in pieces. */
const MANY_ROWS = 1000;
/** About a millisecond of work, however long a row is. */
const CHARS_A_PIECE = 256 * 1024;
/** Small enough, even if each holds a note of a mebibyte. */
const FIRST_ROWS = 16;
/** How deep a large array may lie: `[0].result.data.items`. */
const MAX_DEPTH = 5;

/** Whether a value holds an array so long that to serialise it at once would hold up every other request. */
export function isLarge(value: unknown, depth = 0): boolean {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return false;
  if (Array.isArray(value) && value.length > MANY_ROWS) return true;
  return Object.values(value).some((part) => isLarge(part, depth + 1));
}

/** The same text that `JSON.stringify` makes, in pieces, with a turn for others in between. */
export async function* jsonInTurns(value: unknown): AsyncGenerator<string> {
  if (!isLarge(value)) {
    yield JSON.stringify(value);
    return;
  }
  await nextTurn();
  if (!Array.isArray(value)) {
    let separator = "{";
    for (const [name, part] of Object.entries(Object(value))) {
      if (part === undefined) continue;
      yield `${separator}${JSON.stringify(name)}:`;
      yield* jsonInTurns(part);
      separator = ",";
    }
    yield "}";
    return;
  }
  if (value.length <= MANY_ROWS) {
    let separator = "[";
    for (const part of value) {
      yield separator;
      yield* jsonInTurns(part);
      separator = ",";
    }
    yield "]";
    return;
  }
  yield "[";
  let rows = FIRST_ROWS;
  for (let at = 0; at < value.length; ) {
    const piece = JSON.stringify(value.slice(at, at + rows)).slice(1, -1);
    yield at === 0 ? piece : `,${piece}`;
    await nextTurn();
    at += rows;
    // As many rows as make a piece, going by the last ones: one call for many is quicker than a call for each.
    rows = Math.min(MANY_ROWS, Math.max(1, Math.floor((CHARS_A_PIECE * rows) / piece.length)));
  }
  yield "]";
}
