/** What can prove a second factor. */
export const SECOND_FACTOR_KINDS = ["totp", "spare", "passkey"] as const;
export type SecondFactorKind = (typeof SECOND_FACTOR_KINDS)[number];

export const TOTP_DIGITS = 6;

/** The six digits of an authenticator app's code, typed with spaces or dashes or without; null: it can't be one. */
export function readTotpCode(typed: string): string | null {
  const digits = typed.normalize("NFKC").replace(/[\s\p{Dash_Punctuation}]/gu, "");
  return digits.length === TOTP_DIGITS && /^[0-9]+$/.test(digits) ? digits : null;
}

/** Crockford's base 32: no I, L, O and U. */
export const SPARE_CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const SPARE_CODE_CHARS = 12;

/** The twelve characters of a spare code, as forgivingly as a recovery code is read: O is 0, I and L are 1. null: it can't be one. */
export function readSpareCode(typed: string): string | null {
  const chars = typed
    .toUpperCase()
    .replace(/[\s\p{Dash_Punctuation}]/gu, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  return chars.length === SPARE_CODE_CHARS && [...chars].every((char) => SPARE_CODE_ALPHABET.includes(char))
    ? chars
    : null;
}
