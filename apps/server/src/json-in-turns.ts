import { setImmediate as nextTurn } from "node:timers/promises";

/** Rows that are serialised in one turn of the event loop: about a millisecond. */
const ROWS_A_TURN = 1000;
/** How deep a large array may lie: `[0].result.data.items`. */
const MAX_DEPTH = 5;

/** Whether a value holds an array so long that to serialise it at once would hold up every other request. */
export function isLarge(value: unknown, depth = 0): boolean {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return false;
  if (Array.isArray(value) && value.length > ROWS_A_TURN) return true;
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
  if (value.length <= ROWS_A_TURN) {
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
  for (let at = 0; at < value.length; at += ROWS_A_TURN) {
    const rows = JSON.stringify(value.slice(at, at + ROWS_A_TURN)).slice(1, -1);
    yield at === 0 ? rows : `,${rows}`;
    await nextTurn();
  }
  yield "]";
}
