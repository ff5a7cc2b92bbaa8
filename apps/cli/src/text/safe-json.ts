/**
 * The value as JSON in one line, which parses to the same value: control characters, direction marks and other invisible
 * characters are escaped, since a terminal obeys them, and some readers take U+2028 for a line end.
 */
export const safeJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeUnits);

/** A character past U+FFFF is two code units in JSON. */
const escapeUnits = (char: string): string =>
  Array.from(
    { length: char.length },
    (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, "0")}`,
  ).join("");
