import { INNER_FIELD, STREAM_CIPHER } from "../../../keepass/constants.ts";
import { ImportRefusal } from "../../../refusal.ts";
import { cutOff } from "./byte-reader.ts";

export interface InnerHeader {
  readonly streamCipher: number;
  readonly streamKey: Uint8Array;
  /** Contents of attachments; entries refer to them by their place. */
  readonly binaries: readonly Uint8Array[];
}

/** Version 4: what precedes the XML in the decrypted content. `pieces` then yields the XML alone. */
export async function readInnerHeader(pieces: Pieces): Promise<InnerHeader> {
  const binaries: Uint8Array[] = [];
  let streamKey: Uint8Array = new Uint8Array(0);
  let cipher: number = STREAM_CIPHER.none;
  for (;;) {
    const start = await pieces.take(5);
    const value = await pieces.take(Buffer.from(start).readUInt32LE(1));
    const id = start[0];
    if (id === INNER_FIELD.end) return { streamCipher: cipher, streamKey, binaries };
    if (id === INNER_FIELD.streamKey) streamKey = value;
    if (id === INNER_FIELD.binary) binaries.push(value.subarray(1));
    if (id === INNER_FIELD.streamCipher) {
      if (value.length !== 4)
        throw new ImportRefusal("damaged", "The file is damaged: a number has no four bytes.");
      cipher = Buffer.from(value).readUInt32LE();
    }
  }
}

/** Pieces of any length, to be taken in other lengths. */
export class Pieces {
  readonly #source: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #held: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncIterator<Uint8Array> | Iterator<Uint8Array>) {
    this.#source = source;
  }

  /** Memory is taken as the bytes come, whatever length is claimed. */
  async take(bytes: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let missing = bytes;
    while (missing > 0) {
      if (this.#held.length === 0 && !(await this.#next())) throw cutOff();
      const part = this.#held.subarray(0, missing);
      this.#held = this.#held.subarray(part.length);
      missing -= part.length;
      parts.push(part);
    }
    return Buffer.concat(parts);
  }

  async *rest(): AsyncGenerator<Uint8Array> {
    while (this.#held.length > 0 || (await this.#next())) {
      const held = this.#held;
      this.#held = new Uint8Array(0);
      yield held;
    }
  }

  async #next(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done) return false;
    this.#held = next.value;
    return true;
  }
}
