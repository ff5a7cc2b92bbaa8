const LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const BITS_A_CHARACTER = 6;

/** RFC 4648 section 5, without padding. @returns null for every text but the one that an encoder writes for these bytes. */
export const decodeBase64url = (text: string): Uint8Array | null => decode(text, `${LETTERS_AND_DIGITS}-_`);

/** The bytes of a text that passed a schema. @throws RangeError for another. */
export function bytesOf(base64url: string): Uint8Array {
  const bytes = decodeBase64url(base64url);
  if (!bytes) throw new RangeError("Not base64url.");
  return bytes;
}

/** RFC 4648 section 4, with its padding. @returns null for every text but the one that an encoder writes for these bytes. */
export function decodeBase64(text: string): Uint8Array | null {
  const characters = text.replace(/={1,2}$/, "");
  const isWhole = text.length % 4 === 0 && text.length - characters.length < 3;
  return isWhole ? decode(characters, `${LETTERS_AND_DIGITS}+/`) : null;
}

/** RFC 4648 section 5, without padding. */
export function encodeBase64url(bytes: Uint8Array): string {
  const alphabet = `${LETTERS_AND_DIGITS}-_`;
  let text = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= BITS_A_CHARACTER) {
      bits -= BITS_A_CHARACTER;
      text += alphabet[held >>> bits];
      held &= (1 << bits) - 1;
    }
  }
  return bits === 0 ? text : text + alphabet[held << (BITS_A_CHARACTER - bits)];
}

/** Strict, since two texts for the same bytes would let someone change a token or a secret without being noticed. */
function decode(text: string, alphabet: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * BITS_A_CHARACTER) / 8));
  let at = 0;
  let held = 0;
  let bits = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return null;
    held = (held << BITS_A_CHARACTER) | value;
    bits += BITS_A_CHARACTER;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = held >>> bits;
    held &= (1 << bits) - 1;
    at += 1;
  }
  return bits < BITS_A_CHARACTER && held === 0 ? bytes : null;
}

/** RFC 4648 section 4, with its padding. */
export function encodeBase64(bytes: Uint8Array): string {
  const alphabet = `${LETTERS_AND_DIGITS}+/`;
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.subarray(at, at + 3);
    const held = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const character = (shift: number) => alphabet.charAt((held >>> shift) & 63);
    text += character(18) + character(12);
    text += (b === undefined ? "=" : character(6)) + (c === undefined ? "=" : character(0));
  }
  return text;
}
