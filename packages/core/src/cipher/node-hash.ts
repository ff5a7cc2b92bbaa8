import { sodium } from "./sodium.ts";
import { utf8Encode } from "./utf8.ts";

const TRIED_BYTES = 16;
const CHECK_BYTES = 32;

/** What the nodes of a server count tries by: BLAKE2b-128 keyed with the server's subkey 10, of "opp/tried/v1" ‖ the text in UTF-8. */
export const hashTried = (nodesKey: Uint8Array, text: string): Uint8Array =>
  sodium.crypto_generichash(TRIED_BYTES, utf8Encode(`opp/tried/v1${text}`), nodesKey);

/** What shows that two nodes have the same server secret: BLAKE2b-256 keyed with the server's subkey 10, of "opp/same-secret/v1". */
export const secretCheck = (nodesKey: Uint8Array): Uint8Array =>
  sodium.crypto_generichash(CHECK_BYTES, utf8Encode("opp/same-secret/v1"), nodesKey);
