import { createCipheriv, createHash } from "node:crypto";
import { salsa20 } from "@noble/ciphers/salsa.js";
import { ImportRefusal } from "../refusal.ts";
import { STREAM_CIPHER } from "./constants.ts";
import { chachaNonce } from "./file-keys.ts";

/** Takes the protected values of a file in their order; it runs on over them, so none may be left out. */
export type StreamCipher = (bytes: Uint8Array) => Uint8Array;

const SALSA20_NONCE = Buffer.from("e830094b97205d2a", "hex");
const PIECE_BYTES = 64 * 1024;
const ZEROS = new Uint8Array(PIECE_BYTES);
const SALSA20_BLOCK_BYTES = 64;

export function streamCipher(type: number, key: Uint8Array): StreamCipher {
  switch (type) {
    case STREAM_CIPHER.none:
      return (bytes) => bytes;
    case STREAM_CIPHER.salsa20:
      return salsa20Stream(createHash("sha256").update(key).digest(), SALSA20_NONCE);
    case STREAM_CIPHER.chacha20: {
      const hash = createHash("sha512").update(key).digest();
      const cipher = createCipheriv("chacha20", hash.subarray(0, 32), chachaNonce(hash.subarray(32, 44)));
      return xorWith(() => cipher.update(ZEROS));
    }
    default:
      throw new ImportRefusal("unsupported", "The file protects its values in a way that isn't known here.");
  }
}

export function salsa20Stream(key: Uint8Array, nonce: Uint8Array): StreamCipher {
  let blocks = 0;
  return xorWith(() => {
    const piece = salsa20(key, nonce, ZEROS, undefined, blocks);
    blocks += PIECE_BYTES / SALSA20_BLOCK_BYTES;
    return piece;
  });
}

/** One key stream over all calls, made in pieces: a call of the cipher for each short value would cost more than the XML. */
function xorWith(nextPiece: () => Uint8Array): StreamCipher {
  let stream = new Uint8Array(0);
  let at = 0;
  return (bytes) => {
    const result = new Uint8Array(bytes.length);
    for (let index = 0; index < bytes.length; index += 1) {
      if (at === stream.length) {
        stream = Uint8Array.from(nextPiece());
        at = 0;
      }
      result[index] = (bytes[index] ?? 0) ^ (stream[at] ?? 0);
      at += 1;
    }
    return result;
  };
}
