import { IMPORT_LIMITS } from "../import-limits.ts";
import { ImportRefusal } from "../refusal.ts";
import type { Encoding } from "../table-choices.ts";

export interface DecodedText {
  /** Without a byte order mark. */
  readonly text: string;
  readonly encoding: Encoding;
  /** What the report says of the decoding. */
  readonly notices: readonly string[];
}

/** Bytes that are looked at to recognise UTF-16 without a mark. */
const PROBE_BYTES = 4096;
/** Share of zero bytes at odd or even places from which text is UTF-16. */
const ZERO_SHARE = 0.3;
/** UTF-8 with fewer broken places than one in this many bytes is damaged UTF-8, no other encoding. */
const BYTES_PER_BROKEN = 1000;
const REPLACEMENT = "\ufffd";

/**
 * The text of a file. `selected`: the owner's choice, which overrides the guess, but no byte order mark.
 * @throws ImportRefusal too-large; unsupported: UTF-32
 */
export function decodeText(bytes: Uint8Array, selected?: Encoding): DecodedText {
  if (bytes.length > IMPORT_LIMITS.textFileBytes)
    throw new ImportRefusal(
      "too-large",
      `The text has ${bytes.length} bytes; a file of text may have ${IMPORT_LIMITS.textFileBytes}.`,
    );
  const marked = byMark(bytes);
  if (marked) return said(decodeAs(marked, bytes), marked);
  if (selected) return said(decodeAs(selected, bytes), selected);
  const wide = wideByZeros(bytes);
  if (wide) return said(decodeAs(wide, bytes), wide);
  const text = decodeAs("utf-8", bytes);
  if (!text.includes(REPLACEMENT) || isUtf8(bytes)) return { text, encoding: "utf-8", notices: [] };
  const broken = text.split(REPLACEMENT).length - 1;
  // Without a letter that is right in UTF-8, nothing says that the file was UTF-8 before it broke.
  const right = countMultibyte(text);
  if (right > broken && broken * BYTES_PER_BROKEN < bytes.length) return said(text, "utf-8");
  return {
    text: decodeAs("windows-1252", bytes),
    encoding: "windows-1252",
    notices: ["the text isn't UTF-8; it was read as windows-1252"],
  };
}

function byMark(bytes: Uint8Array): Encoding | null {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    throw new ImportRefusal("unsupported", "The text is UTF-32. Save it as UTF-8.");
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  return a === 0xfe && b === 0xff ? "utf-16be" : null;
}

function wideByZeros(bytes: Uint8Array): Encoding | null {
  const probe = bytes.subarray(0, PROBE_BYTES);
  const half = Math.floor(probe.length / 2);
  let even = 0;
  let odd = 0;
  probe.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  });
  if (half > 0 && odd > half * ZERO_SHARE && odd > even) return "utf-16le";
  return half > 0 && even > half * ZERO_SHARE && even > odd ? "utf-16be" : null;
}

/** The decoder takes the byte order mark off. */
const decodeAs = (encoding: Encoding, bytes: Uint8Array): string => new TextDecoder(encoding).decode(bytes);

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function countMultibyte(text: string): number {
  let count = 0;
  for (const char of text) if (char > "\u007f" && char !== REPLACEMENT) count += 1;
  return count;
}

function said(text: string, encoding: Encoding): DecodedText {
  const broken = text.split(REPLACEMENT).length - 1;
  const notices =
    broken === 0
      ? []
      : [`${broken} places of the text can't be read as ${encoding} and became ${REPLACEMENT}`];
  return { text, encoding, notices };
}
