import { sodium } from "./sodium.ts";

/** BLAKE2b (RFC 7693) with 32 bytes of output and no key. */
export const blake2b256 = (bytes: Uint8Array): Uint8Array => sodium.crypto_generichash(32, bytes, null);
