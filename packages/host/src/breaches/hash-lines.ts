import { BreachListError } from "./breach-list-error.ts";

/** Receives each hash (20 bytes, reused for the next) and how often it was seen, in ascending order. */
export type TakeHash = (hash: Uint8Array, count: number) => void;

export const HASH_BYTES = 20;
const HASH_DIGITS = 2 * HASH_BYTES;
const NTLM_DIGITS = 32;
/** `HASH:COUNT` with a count of up to 15 digits, and the line end. */
const LONGEST_LINE = HASH_DIGITS + 1 + 15 + 2;
const COUNT_DIGITS = 15;
const NO_DIGIT = 255;
const [LF, CR, COLON] = [10, 13, 58];

const DIGIT_VALUES = new Uint8Array(256).fill(NO_DIGIT);
for (const [value, digits] of [..."0123456789abcdef"].entries())
  for (const digit of [digits, digits.toUpperCase()]) DIGIT_VALUES[digit.charCodeAt(0)] = value;

/**
 * Reads lines `HASH:COUNT`, ordered by hash, from pieces of a file, and keeps no more of it than the line that a piece ends in. In a range
 * file, the lines lack the range's digits. Lines whose count is 0 are padding.
 */
export class HashLines {
  readonly #name: string;
  readonly #take: TakeHash;
  readonly #rangeDigits: number;
  readonly #hash = new Uint8Array(HASH_BYTES);
  readonly #previous = new Uint8Array(HASH_BYTES);
  /** Of the byte that the range's digits end in the middle of. */
  readonly #halfByte: number = 0;
  #rest = Buffer.alloc(0);
  #lines = 0;
  #hasPrevious = false;

  /** @param range the first digits of all hashes in the file; empty: its lines have all 40. */
  constructor(name: string, range: string, take: TakeHash) {
    this.#name = name;
    this.#take = take;
    this.#rangeDigits = range.length;
    for (const [index, digit] of [...range].entries())
      this.#hash[index >> 1] =
        valueOf(this.#hash[index >> 1]) | (Number.parseInt(digit, 16) << (index % 2 ? 0 : 4));
    if (range.length % 2 === 1) this.#halfByte = valueOf(this.#hash[range.length >> 1]);
  }

  /** @throws BreachListError with the number of the line. */
  read(piece: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    const start = this.#lines === 0 && this.#rest.length === 0 ? afterByteOrderMark(bytes) : 0;
    this.#rest = Buffer.from(bytes.subarray(this.#readLines(bytes, start, bytes.length - LONGEST_LINE)));
  }

  /** Reads what is left, a last line without a line end included. */
  end(): void {
    if (this.#rest.length === 0) return;
    const bytes = Buffer.concat([this.#rest, Buffer.from([LF])]);
    this.#rest = Buffer.alloc(0);
    this.#readLines(bytes, 0, bytes.length - 1);
  }

  /** @returns where the first line begins that isn't read, because it begins after `last`. */
  #readLines(bytes: Uint8Array, start: number, last: number): number {
    const hash = this.#hash;
    const firstDigit = this.#rangeDigits;
    let at = start;
    while (at <= last) {
      this.#lines += 1;
      if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] === LF)) {
        at += bytes[at] === LF ? 1 : 2;
        continue;
      }
      if (firstDigit % 2 === 1) hash[firstDigit >> 1] = this.#halfByte;
      for (let digit = firstDigit; digit < HASH_DIGITS; digit += 1, at += 1) {
        const value = valueOf(DIGIT_VALUES[valueOf(bytes[at])]);
        if (value === NO_DIGIT) throw this.#wrongDigit(digit, bytes[at]);
        if (digit % 2 === 0) hash[digit >> 1] = value << 4;
        else hash[digit >> 1] = valueOf(hash[digit >> 1]) | value;
      }
      if (bytes[at] !== COLON) throw this.#fault(this.#shape());
      at += 1;
      const countAt = at;
      let count = 0;
      for (let value = valueOf(bytes[at]) - 48; value >= 0 && value <= 9; value = valueOf(bytes[at]) - 48) {
        count = count * 10 + value;
        at += 1;
        if (at - countAt > COUNT_DIGITS) throw this.#fault("has a count of more than 15 digits.");
      }
      if (at === countAt) throw this.#fault(this.#shape());
      if (bytes[at] === CR) at += 1;
      if (bytes[at] !== LF) throw this.#fault(this.#shape());
      at += 1;
      this.#checkOrder();
      if (count > 0) this.#take(hash, count);
    }
    return at;
  }

  #checkOrder(): void {
    const previous = this.#previous;
    const hash = this.#hash;
    if (this.#hasPrevious) {
      let at = 0;
      while (at < HASH_BYTES && hash[at] === previous[at]) at += 1;
      if (at === HASH_BYTES) throw this.#fault("repeats the line before it.");
      if (valueOf(hash[at]) < valueOf(previous[at]))
        throw this.#fault("is out of order. Use the list that is ordered by hash.");
    }
    previous.set(hash);
    this.#hasPrevious = true;
  }

  #wrongDigit(digit: number, found: number | undefined): BreachListError {
    return found === COLON && digit === NTLM_DIGITS
      ? this.#fault("has an NTLM hash. Download the list with SHA-1 hashes.")
      : this.#fault(this.#shape());
  }

  #shape(): string {
    const digits = HASH_DIGITS - this.#rangeDigits;
    return `isn't ${digits} hexadecimal digits, a colon and a number.`;
  }

  #fault(says: string): BreachListError {
    return new BreachListError(`${this.#name}: line ${this.#lines} ${says}`);
  }
}

/** A typed array's element, which the compiler takes for one that may not be there. */
const valueOf = (element: number | undefined): number => element ?? 0;

function afterByteOrderMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
