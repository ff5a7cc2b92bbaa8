import { IMPORT_LIMITS } from "../import-limits.ts";
import { ImportRefusal } from "../refusal.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/**
 * JSON.parse behind a scan of depth and commas: it takes any depth itself, but whatever walks over the value later doesn't, and many
 * small values cost more memory than their text.
 * @throws ImportRefusal too-deep, too-large, damaged
 */
export function parseJson(source: string): unknown {
  scanJson(source);
  try {
    return JSON.parse(source);
  } catch {
    throw new ImportRefusal(
      "damaged",
      "The file is cut off or isn't valid JSON. Export it again from the program that made it.",
    );
  }
}

function scanJson(source: string): void {
  let depth = 0;
  let commas = 0;
  let containers = 0;
  for (let index = 0; index < source.length; index += 1) {
    const code = source.charCodeAt(index);
    if (code === QUOTE) index = endOfString(source, index + 1);
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      containers += 1;
      if (depth > IMPORT_LIMITS.jsonDepth)
        throw new ImportRefusal(
          "too-deep",
          `The file is nested more than ${IMPORT_LIMITS.jsonDepth} levels deep, which an export isn't.`,
        );
      checkCount(containers, IMPORT_LIMITS.jsonContainers, "objects and lists");
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
    else if (code === COMMA) {
      commas += 1;
      checkCount(commas, IMPORT_LIMITS.jsonCommas, "values");
    }
  }
}

function checkCount(count: number, most: number, what: string): void {
  if (count > most)
    throw new ImportRefusal(
      "too-large",
      `The file has more than ${most} ${what}, which is the most that is read.`,
    );
}

/** The index of the closing quote, or the end. */
function endOfString(source: string, start: number): number {
  for (let index = start; index < source.length; index += 1) {
    const code = source.charCodeAt(index);
    if (code === BACKSLASH) index += 1;
    else if (code === QUOTE) return index;
  }
  return source.length;
}
