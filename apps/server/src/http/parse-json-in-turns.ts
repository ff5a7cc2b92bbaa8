import { setImmediate as nextTurn } from "node:timers/promises";
import {
  BACKSLASH,
  BYTES_A_TURN,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from "./json-bytes.ts";

/** Parsed at once: a millisecond or two, whatever it holds. */
const PIECE_BYTES = 64 * 1024;

/**
 * What `JSON.parse` makes of these bytes, with a turn of the event loop for others in between. A thread would have to copy what it parsed
 * back to this one, which takes as long as parsing it here.
 * @param bytes UTF-8, nested no deeper than the stack allows.
 * @throws SyntaxError
 */
export async function parseJsonInTurns(bytes: Buffer): Promise<unknown> {
  return parseSpan(bytes, 0, bytes.length);
}

async function parseSpan(bytes: Buffer, from: number, to: number): Promise<unknown> {
  if (to - from <= PIECE_BYTES) return JSON.parse(bytes.toString("utf8", from, to));
  const start = skipSpace(bytes, from, to);
  const end = skipSpaceBackwards(bytes, start, to);
  if (bytes[start] === OPEN_LIST && bytes[end - 1] === CLOSE_LIST)
    return parseList(bytes, start + 1, end - 1);
  if (bytes[start] === OPEN_OBJECT && bytes[end - 1] === CLOSE_OBJECT)
    return parseObject(bytes, start + 1, end - 1);
  await nextTurn();
  return JSON.parse(bytes.toString("utf8", start, end));
}

/** Small elements are parsed many at once, each large one in separate turns. */
async function parseList(bytes: Buffer, from: number, to: number): Promise<unknown[]> {
  const list: unknown[] = [];
  if (skipSpace(bytes, from, to) === to) return list;
  for await (const { start, end } of parts(bytes, from, to, PIECE_BYTES)) {
    await nextTurn();
    if (end - start > PIECE_BYTES) {
      list.push(await parseSpan(bytes, start, end));
      continue;
    }
    const parsed: unknown = JSON.parse(`[${bytes.toString("utf8", start, end)}]`);
    // Between two commas is a value.
    if (!Array.isArray(parsed) || parsed.length === 0) throw new SyntaxError("An element is missing.");
    for (const value of parsed) list.push(value);
  }
  return list;
}

async function parseObject(bytes: Buffer, from: number, to: number): Promise<object> {
  const object = {};
  if (skipSpace(bytes, from, to) === to) return object;
  for await (const { start, end } of parts(bytes, from, to, 0)) {
    const keyStart = skipSpace(bytes, start, end);
    const keyEnd = bytes[keyStart] === QUOTE ? skipString(bytes, keyStart, end) : keyStart;
    const colon = skipSpace(bytes, keyEnd, end);
    const key: unknown = JSON.parse(bytes.toString("utf8", keyStart, keyEnd));
    if (typeof key !== "string" || bytes[colon] !== COLON || colon >= end)
      throw new SyntaxError("A member has no name.");
    const value = await parseSpan(bytes, colon + 1, end);
    // As JSON.parse: "__proto__" is a name like any other.
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return object;
}

interface Part {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the parts between the commas of one list or object begin and end.
 * @param together neighbours that fit in so many bytes are one part.
 * @throws SyntaxError where it ends before its end.
 */
async function* parts(bytes: Buffer, from: number, to: number, together: number): AsyncGenerator<Part> {
  let start = from;
  let lastStart = from;
  let depth = 0;
  let turnEnd = from + BYTES_A_TURN;
  for (let at = from; at <= to; at += 1) {
    if (at >= turnEnd) {
      await nextTurn();
      turnEnd = at + BYTES_A_TURN;
    }
    const byte = at === to ? COMMA : bytes[at];
    if (byte === QUOTE) at = skipString(bytes, at, to) - 1;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth += 1;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      depth -= 1;
      if (depth < 0) throw new SyntaxError("Something ends that didn't begin.");
    } else if (byte === COMMA && depth === 0) {
      if (at - start > together && lastStart > start) {
        yield { start, end: lastStart - 1 };
        start = lastStart;
      }
      lastStart = at + 1;
      if (at - start > together || at === to) {
        yield { start, end: at };
        start = lastStart;
      }
    }
  }
  if (depth > 0) throw new SyntaxError("Something doesn't end.");
}

/** Behind the string's closing quote. */
function skipString(bytes: Buffer, from: number, to: number): number {
  for (let at = from + 1; at < to; at += 1) {
    if (bytes[at] === BACKSLASH) at += 1;
    else if (bytes[at] === QUOTE) return at + 1;
  }
  throw new SyntaxError("A string doesn't end.");
}

function skipSpace(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to && isSpace(bytes[at])) at += 1;
  return at;
}

function skipSpaceBackwards(bytes: Buffer, from: number, to: number): number {
  let at = to;
  while (at > from && isSpace(bytes[at - 1])) at -= 1;
  return at;
}

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
