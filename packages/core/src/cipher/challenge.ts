import type { RandomBytes } from "../random-bytes.ts";
import { KEY_BYTES } from "./keys.ts";
import { sodium } from "./sodium.ts";
import { utf8Encode } from "./utf8.ts";

/** What a challenge may be answered for, and nothing else. */
const PURPOSES = {
  "log-in": 1,
  "second-factor": 2,
  "step-up": 3,
  "add-for-login": 4,
  "add-second-factor": 5,
  "open-vault": 6,
} as const;
export type ChallengePurpose = keyof typeof PURPOSES;

/** What a challenge is bound to. */
export interface ChallengePlace {
  readonly purpose: ChallengePurpose;
  /** null: the answer says whose it is. */
  readonly userId: number | null;
  /** 32 hex digits; null: outside of a session. */
  readonly sessionId: string | null;
}

/** A challenge that is this server's own, to be used up when it is answered. */
export interface ReadChallenge {
  readonly nonce: Uint8Array;
  readonly expiresAt: number;
}

const LABEL = utf8Encode("opp/challenge/v1");
const NONCE_BYTES = 16;
const EXPIRY_AT = NONCE_BYTES;
const PURPOSE_AT = EXPIRY_AT + 8;
const USER_AT = PURPOSE_AT + 1;
const SESSION_AT = USER_AT + 8;
const SESSION_BYTES = 16;
const MAC_AT = SESSION_AT + SESSION_BYTES;
const MAC_BYTES = 16;
const CHALLENGE_BYTES = MAC_AT + MAC_BYTES;

/**
 * nonce (16) ‖ expiry in milliseconds (8) ‖ purpose (1) ‖ account (8) ‖ session id (16), numbers big-endian and zeros where there is
 * none, ‖ the first 16 bytes of BLAKE2b-256 keyed with the server's subkey 6, message = "opp/challenge/v1" ‖ these. Nothing is kept of it.
 */
export function makeChallenge(
  random: RandomBytes,
  challengeKey: Uint8Array,
  { expiresAt, place }: { readonly expiresAt: number; readonly place: ChallengePlace },
): Uint8Array {
  const challenge = layOut(random(NONCE_BYTES), expiresAt, place);
  challenge.set(macOf(challengeKey, challenge), MAC_AT);
  return challenge;
}

/** @returns null for one that another server made, or for another place; its expiry is the caller's to judge. */
export function readChallenge(
  challengeKey: Uint8Array,
  challenge: Uint8Array,
  place: ChallengePlace,
): ReadChallenge | null {
  if (challenge.length !== CHALLENGE_BYTES) return null;
  const nonce = challenge.slice(0, NONCE_BYTES);
  const expiry = new DataView(challenge.buffer, challenge.byteOffset).getBigUint64(EXPIRY_AT);
  const expected = layOut(nonce, Number(BigInt.asUintN(53, expiry)), place);
  expected.set(macOf(challengeKey, expected), MAC_AT);
  return sodium.memcmp(expected, challenge) ? { nonce, expiresAt: Number(expiry) } : null;
}

function layOut(
  nonce: Uint8Array,
  expiresAt: number,
  { purpose, userId, sessionId }: ChallengePlace,
): Uint8Array {
  const bytes = new Uint8Array(CHALLENGE_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(nonce);
  view.setBigUint64(EXPIRY_AT, BigInt(expiresAt));
  bytes[PURPOSE_AT] = PURPOSES[purpose];
  view.setBigUint64(USER_AT, BigInt(userId ?? 0));
  if (sessionId !== null) bytes.set(sodium.from_hex(sessionId), SESSION_AT);
  return bytes;
}

function macOf(challengeKey: Uint8Array, challenge: Uint8Array): Uint8Array {
  const message = new Uint8Array(LABEL.length + MAC_AT);
  message.set(LABEL);
  message.set(challenge.subarray(0, MAC_AT), LABEL.length);
  return sodium.crypto_generichash(KEY_BYTES, message, challengeKey).subarray(0, MAC_BYTES);
}
