import { gunzipSync } from "node:zlib";
import { IMPORT_LIMITS } from "../import-limits.ts";
import { type DecodedText, decodeText } from "../parse/decode-text.ts";
import { detectTable } from "../parse/detect-table.ts";
import { parseJson } from "../parse/scan-json.ts";
import { openZip } from "../parse/zip.ts";
import type { Look } from "../read/look.ts";
import { ImportRefusal } from "../refusal.ts";
import { refuseKnownBytes } from "./refuse-known.ts";

const MIB = 1024 * 1024;
const KEEPASS = [0x03, 0xd9, 0xa2, 0x9a];

/**
 * The file's shape, by its content alone. Signatures come first, then text.
 * @throws ImportRefusal damaged, too-large, too-deep, unsupported
 */
export async function takeLook(bytes: Uint8Array): Promise<Look> {
  if (bytes.length === 0) throw new ImportRefusal("damaged", "The file is empty.");
  if (bytes.length > IMPORT_LIMITS.fileBytes)
    throw new ImportRefusal(
      "too-large",
      `The file has ${Math.ceil(bytes.length / MIB)} MiB; ${IMPORT_LIMITS.fileBytes / MIB} MiB is the most.`,
    );
  if (beginsWith(bytes, 0x1f, 0x8b)) return lookInto(gunzip(bytes));
  return lookInto(bytes);
}

async function lookInto(bytes: Uint8Array): Promise<Look> {
  refuseKnownBytes(bytes);
  if (beginsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || beginsWith(bytes, 0x50, 0x4b, 0x05, 0x06))
    return { shape: "zip", files: await openZip(bytes) };
  if (beginsWith(bytes, ...KEEPASS) || isBinary(bytes)) return { shape: "binary", bytes };
  return lookAtText(decodeText(bytes));
}

function lookAtText(decoded: DecodedText): Look {
  const { text, notices: decoding } = decoded;
  const start = text.slice(0, 65_536).trimStart();
  if (start === "") throw new ImportRefusal("damaged", "The file is empty.");
  if (start.startsWith("{") || start.startsWith("["))
    return { shape: "json", value: parseJson(text), decoding };
  if (start.startsWith("<")) return { shape: "xml", root: rootElement(start), text, decoding };
  if (/^otpauth(?:-migration)?:\/\//i.test(start))
    return { shape: "lines", lines: text.split(/\r\n?|\n/), decoding };
  return { shape: "table", table: detectTable(decoded) };
}

/** The name of the first element, behind the prolog; "": there is none near the start. */
function rootElement(start: string): string {
  let index = 0;
  for (;;) {
    const open = start.indexOf("<", index);
    if (open === -1) return "";
    const [, close] = SKIPPED.find(([opening]) => start.startsWith(opening, open)) ?? [];
    if (close === undefined) return /^<([^\s/>]{1,256})/.exec(start.slice(open, open + 257))?.[1] ?? "";
    const end = start.indexOf(close, open);
    if (end === -1) return "";
    index = end + close.length;
  }
}

const SKIPPED: readonly (readonly [string, string])[] = [
  ["<?", "?>"],
  ["<!--", "-->"],
  ["<!", ">"],
];

const beginsWith = (bytes: Uint8Array, ...magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

/**
 * Control characters that no text has, among the first bytes. Text in UTF-16 has zero bytes at every other place, which the decoder
 * judges.
 */
function isBinary(bytes: Uint8Array): boolean {
  if (beginsWith(bytes, 0xff, 0xfe) || beginsWith(bytes, 0xfe, 0xff)) return false;
  const start = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  let controls = 0;
  start.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
    else if (byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte)) controls += 1;
  });
  const most = start.length * 0.15;
  const [even = 0, odd = 0] = zeros;
  if (even > most !== odd > most) return false;
  return controls + even + odd > start.length * 0.02;
}

/** A gzip file, unpacked once. */
function gunzip(bytes: Uint8Array): Uint8Array {
  const most = Math.min(
    IMPORT_LIMITS.unpackedBytes,
    bytes.length * IMPORT_LIMITS.unpackedRatio + IMPORT_LIMITS.freeUnpackedBytes,
  );
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    if (error instanceof RangeError)
      throw new ImportRefusal(
        "too-large",
        `Unpacked, the file would take more than ${Math.floor(most / MIB)} MiB, which is the most.`,
      );
    throw new ImportRefusal("damaged", "The packed file is damaged or incomplete. Export it again.");
  }
}
