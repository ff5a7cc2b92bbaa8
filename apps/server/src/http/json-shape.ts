import { setImmediate as nextTurn } from "node:timers/promises";
import { HttpRefusal } from "./http-refusal.ts";
import {
  BACKSLASH,
  BYTES_A_TURN,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COMMA,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from "./json-bytes.ts";

/** Deeper than any input of any procedure, a batch included. */
const MAX_JSON_DEPTH = 32;
/** More members than any input has, and as many as a batch has calls. */
const MAX_JSON_MEMBERS = 100;

/**
 * Counts what a body holds before anything is made of it: a few bytes of JSON become many times as much memory, and the parser holds the
 * event loop. What isn't JSON passes; the parser refuses it.
 * @throws HttpRefusal 400 for what is nested too deep or has too many members, 413 for too many values.
 */
export async function checkJsonShape(bytes: Uint8Array, maxValues: number): Promise<void> {
  const scan = new ShapeScan(maxValues);
  for (let at = 0; at < bytes.length; at += BYTES_A_TURN) {
    if (at > 0) await nextTurn();
    scan.read(bytes, at, Math.min(bytes.length, at + BYTES_A_TURN));
  }
}

class ShapeScan {
  readonly #maxValues: number;
  /** By depth: the commas of the object that is open there, or -1 for a list. */
  readonly #members = new Int32Array(MAX_JSON_DEPTH + 1);
  #depth = 0;
  #values = 0;
  #inString = false;
  #afterBackslash = false;

  constructor(maxValues: number) {
    this.#maxValues = maxValues;
  }

  read(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at];
      if (this.#inString) {
        if (this.#afterBackslash) this.#afterBackslash = false;
        else if (byte === BACKSLASH) this.#afterBackslash = true;
        else if (byte === QUOTE) this.#inString = false;
      } else if (byte === QUOTE) this.#inString = true;
      else if (byte === COMMA) this.#countComma();
      else if (byte === OPEN_LIST || byte === OPEN_OBJECT) this.#open(byte === OPEN_LIST);
      else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.#depth = Math.max(0, this.#depth - 1);
    }
  }

  #open(isList: boolean): void {
    this.#depth += 1;
    if (this.#depth > MAX_JSON_DEPTH)
      throw new HttpRefusal(400, `The request's JSON is nested deeper than ${MAX_JSON_DEPTH} levels.`);
    this.#members[this.#depth] = isList ? -1 : 0;
    this.#countValue();
  }

  #countComma(): void {
    this.#countValue();
    const members = this.#members[this.#depth] ?? -1;
    if (members < 0) return;
    if (members + 2 > MAX_JSON_MEMBERS)
      throw new HttpRefusal(
        400,
        `An object in the request's JSON has more than ${MAX_JSON_MEMBERS} members.`,
      );
    this.#members[this.#depth] = members + 1;
  }

  #countValue(): void {
    this.#values += 1;
    if (this.#values > this.#maxValues) {
      throw new HttpRefusal(
        413,
        `The request's JSON holds more than ${this.#maxValues} values. Send it in several requests.`,
      );
    }
  }
}
