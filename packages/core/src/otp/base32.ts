const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BITS_A_LETTER = 5;

/** RFC 4648 section 6, without padding. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= BITS_A_LETTER) {
      bits -= BITS_A_LETTER;
      text += ALPHABET.charAt((held >>> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET.charAt((held << (BITS_A_LETTER - bits)) & 31) : text;
}

/** Between the letters as people and pages write them: blanks, dashes, invisible marks, and the plus that stands for a blank in forms. */
const BETWEEN = /[\s\p{Dash_Punctuation}\u2212\p{Cf}\p{Default_Ignorable_Code_Point}\u2800+_.\u00b7]/gu;

/**
 * Reads as people write it: small letters, letters of full width, blanks, dashes and invisible marks anywhere, padding or none.
 * @returns null for what isn't base32. Bits that are left over at the end are dropped, as authenticator apps do.
 */
export function decodeBase32(text: string): Uint8Array | null {
  const letters = text
    .normalize("NFKC")
    .replace(BETWEEN, "")
    .replace(/=+$/, "")
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
  const bytes = new Uint8Array(Math.floor((letters.length * BITS_A_LETTER) / 8));
  let at = 0;
  let held = 0;
  let bits = 0;
  for (const letter of letters) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    held = (held << BITS_A_LETTER) | value;
    bits += BITS_A_LETTER;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = held >>> bits;
      at += 1;
    }
    held &= (1 << bits) - 1;
  }
  return bytes;
}
