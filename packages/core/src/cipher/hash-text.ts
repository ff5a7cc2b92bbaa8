import { sodium } from "./sodium.ts";
import { utf8Encode } from "./utf8.ts";

const SHORT_BYTES = 16;
const FILE_BYTES = 32;

/** BLAKE2b-128 of the text, in hex. No secret: it is for texts that stay sealed, or that are known anyway. */
export const hashText = (text: string): string =>
  sodium.to_hex(sodium.crypto_generichash(SHORT_BYTES, utf8Encode(text), null));

/** BLAKE2b-256 of bytes that come in pieces, in hex. */
export function hashPieces(): { add(piece: Uint8Array): void; end(): string } {
  const state = sodium.crypto_generichash_init(null, FILE_BYTES);
  return {
    add: (piece) => sodium.crypto_generichash_update(state, piece),
    end: () => sodium.to_hex(sodium.crypto_generichash_final(state, FILE_BYTES)),
  };
}
