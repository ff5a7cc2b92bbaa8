import { ImportRefusal } from "../../../refusal.ts";

/** Reads little-endian numbers and pieces in order; past the end, the file is damaged. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get at(): number {
    return this.#at;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(bytes: number): Uint8Array {
    const start = this.#step(bytes);
    return this.#bytes.subarray(start, start + bytes);
  }

  u8 = (): number => this.#view.getUint8(this.#step(1));
  u16 = (): number => this.#view.getUint16(this.#step(2), true);
  u32 = (): number => this.#view.getUint32(this.#step(4), true);

  #step(bytes: number): number {
    const start = this.#at;
    if (bytes > this.left) throw cutOff();
    this.#at += bytes;
    return start;
  }
}

export const cutOff = (): ImportRefusal =>
  new ImportRefusal(
    "damaged",
    "The file is damaged or incomplete: it ends too early. Copy or save it again.",
  );

/** A u64 as a number; past 2^53 Infinity, which is over every cap. */
export function readU64(bytes: Uint8Array | undefined): number | undefined {
  if (bytes?.length !== 8) return undefined;
  const value = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(value);
}

export function readU32(bytes: Uint8Array | undefined): number | undefined {
  if (bytes?.length !== 4) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
}
