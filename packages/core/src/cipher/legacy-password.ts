/**
 * Checks a password against OpenPassPhrase's hash of it: bcrypt over the 44 ASCII characters of base64(SHA-256(password)), off the
 * event loop.
 * @param password UTF-8.
 */
export type LegacyPasswordCheck = (password: Uint8Array, hash: string) => Promise<boolean>;

/** What every bcrypt hash begins with, and no PHC string of Argon2id. */
export const LEGACY_HASH_PREFIX = "$2";

// A run doubles with each step of the cost. OpenPassPhrase's is 12; at 14 it takes about a second.
const BCRYPT = /^\$2[aby]\$(?:0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$/;

/** Whether this is a bcrypt hash, of a cost that can be borne. */
export const isLegacyHash = (hash: string): boolean => BCRYPT.test(hash);

/** At OpenPassPhrase's own cost, of no password: it is only ever checked for the time that this takes. */
export const DECOY_LEGACY_HASH = "$2b$12$OOOOOOOOOOOOOOOOOOOOO.OOOOOOOOOOOOOOOOOOOOOOOOOOOOOOO";
