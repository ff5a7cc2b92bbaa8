import { asSessionId, type SessionId } from "../ids.ts";
import type { RandomBytes } from "../random-bytes.ts";
import type { Sealed } from "../sealed.ts";
import { asWrappingKey, KEY_BYTES, type NumberedVaultKey, type WrappingKey, wipe } from "./keys.ts";
import { sodium } from "./sodium.ts";
import { utf8Encode } from "./utf8.ts";
import { openVaultKey, sealVaultKey, type VaultKeyPlace } from "./vault-key-seal.ts";

export const SESSION_SECRET_BYTES = 32;
const SESSION_ID_BYTES = 16;
const ID_LABEL = utf8Encode("opp/session-id/v1");
const SEAL_LABEL = utf8Encode("opp/session-seal/v1");
const TICKET_LABEL = utf8Encode("opp/session-ticket/v1");
export const TICKET_BYTES = 32;

/** 16 random bytes as 32 lower-case hex digits. */
export const newSessionId = (random: RandomBytes): SessionId =>
  asSessionId(sodium.to_hex(random(SESSION_ID_BYTES)));

/** What binds a session seal to its place. */
export interface SessionSealPlace {
  readonly userId: number;
  /** 32 hex digits. */
  readonly sessionId: string;
  readonly wrapNumber: number;
}

/** The four things that must come together to open a seal are these three and the row. */
export interface SessionSealSecrets {
  /** 32 bytes; only the token holds it. */
  readonly sessionSecret: Uint8Array;
  /** 32 bytes of the server's. */
  readonly pepper: Uint8Array;
  /** NFC, as its schema answers it. */
  readonly passphrase: string;
}

/** BLAKE2b-256("opp/session-id/v1" ‖ secret): what the row keeps of the session secret. */
export const hashSessionSecret = (secret: Uint8Array): Uint8Array =>
  sodium.crypto_generichash(KEY_BYTES, concat(ID_LABEL, secret), null);

/** Compares in constant time. */
export const isSessionSecret = (secret: Uint8Array, hash: Uint8Array): boolean =>
  secret.length === SESSION_SECRET_BYTES &&
  hash.length === KEY_BYTES &&
  sodium.memcmp(hashSessionSecret(secret), hash);

export function sealVaultKeyForSession(
  random: RandomBytes,
  secrets: SessionSealSecrets,
  { place, vaultKey }: { readonly place: SessionSealPlace; readonly vaultKey: NumberedVaultKey },
): Sealed {
  return sealVaultKey(random, sessionKey(secrets, place.sessionId), {
    vaultKey,
    place: sealPlace(place, vaultKey.number),
  });
}

/** @returns null for a wrong passphrase, secret or pepper, another wrap number or key, and for a damaged seal. */
export function openSessionSeal(
  secrets: SessionSealSecrets,
  place: SessionSealPlace,
  { keyNumber, sealed }: { readonly keyNumber: number; readonly sealed: Sealed },
): NumberedVaultKey | null {
  return openVaultKey(sessionKey(secrets, place.sessionId), sealed, sealPlace(place, keyNumber));
}

/** As the secrets of a seal, with a ticket in the passphrase's place. */
export interface SessionTicketSecrets extends Omit<SessionSealSecrets, "passphrase"> {
  /** 32 random bytes, which only the client holds. */
  readonly ticket: Uint8Array;
}

/** For who opened the vault without the passphrase. */
export const sealVaultKeyForTicket = (
  random: RandomBytes,
  secrets: SessionTicketSecrets,
  { place, vaultKey }: { readonly place: SessionSealPlace; readonly vaultKey: NumberedVaultKey },
): Sealed =>
  sealVaultKey(random, ticketKey(secrets, place.sessionId), {
    vaultKey,
    place: ticketPlace(place, vaultKey.number),
  });

/** @returns null for a wrong ticket, secret or pepper, another wrap number or key, and for a damaged seal. */
export const openTicketSeal = (
  secrets: SessionTicketSecrets,
  place: SessionSealPlace,
  { keyNumber, sealed }: { readonly keyNumber: number; readonly sealed: Sealed },
): NumberedVaultKey | null =>
  openVaultKey(ticketKey(secrets, place.sessionId), sealed, ticketPlace(place, keyNumber));

/** BLAKE2b-256 keyed with the session secret, message = pepper ‖ "opp/session-ticket/v1" ‖ session id (16) ‖ ticket (32). */
function ticketKey({ ticket, ...secrets }: SessionTicketSecrets, sessionId: string): WrappingKey {
  if (ticket.length !== TICKET_BYTES) throw new RangeError(`A ticket has ${TICKET_BYTES} bytes.`);
  return keyFrom(secrets, sessionId, { label: TICKET_LABEL, last: ticket });
}

const ticketPlace = (place: SessionSealPlace, keyNumber: number): VaultKeyPlace => ({
  ...sealPlace(place, keyNumber),
  kind: "session-ticket",
});

/** BLAKE2b-256 keyed with the session secret, message = pepper ‖ "opp/session-seal/v1" ‖ session id (16) ‖ passphrase. */
function sessionKey(secrets: SessionSealSecrets, sessionId: string): WrappingKey {
  const passphrase = utf8Encode(secrets.passphrase);
  try {
    return keyFrom(secrets, sessionId, { label: SEAL_LABEL, last: passphrase });
  } finally {
    wipe(passphrase);
  }
}

function keyFrom(
  secrets: Omit<SessionSealSecrets, "passphrase">,
  sessionId: string,
  { label, last }: { readonly label: Uint8Array; readonly last: Uint8Array },
): WrappingKey {
  const id = sodium.from_hex(sessionId);
  // An empty key would make libsodium hash without one, and the parts of the message are told apart by their lengths alone.
  if (secrets.sessionSecret.length !== SESSION_SECRET_BYTES)
    throw new RangeError(`A session secret has ${SESSION_SECRET_BYTES} bytes.`);
  if (secrets.pepper.length !== KEY_BYTES) throw new RangeError(`The pepper has ${KEY_BYTES} bytes.`);
  if (id.length !== SESSION_ID_BYTES) throw new RangeError(`A session id has ${SESSION_ID_BYTES} bytes.`);
  const message = concat(secrets.pepper, label, id, last);
  const key = asWrappingKey(sodium.crypto_generichash(KEY_BYTES, message, secrets.sessionSecret));
  wipe(message);
  return key;
}

const sealPlace = ({ userId, sessionId, wrapNumber }: SessionSealPlace, keyNumber: number) => ({
  kind: "session-seal" as const,
  userId,
  sessionId,
  keyNumber,
  wrapNumber,
});

function concat(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
