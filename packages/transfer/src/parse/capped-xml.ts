import { SaxesParser } from "saxes";
import { IMPORT_LIMITS } from "../import-limits.ts";
import { ImportRefusal } from "../refusal.ts";

export interface XmlEvents {
  readonly open: (name: string, attributes: ReadonlyMap<string, string>) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
}

export interface CappedXml {
  readonly write: (piece: string) => void;
  /** @throws ImportRefusal damaged: elements are open */
  readonly end: () => void;
}

const NONE = new Map<string, string>();
const PROLOG_CHARS = 64 * 1024;
const PIECE_CHARS = 64 * 1024;

/**
 * XML in pieces, without a document type and with caps on all that a file may make long or deep. Elements named `nested` have a depth of
 * their own.
 * @throws ImportRefusal damaged, too-deep or too-large
 */
export function readCappedXml(events: XmlEvents, nested = ""): CappedXml {
  const parser = new SaxesParser({ position: false });
  let depth = 0;
  let nestedDepth = 0;
  let attributes = NONE;
  let begun = false;
  /** Since the parser last said something: an endless name, text or comment says nothing. */
  let quietChars = 0;

  // Seven handlers at most: with an eighth, V8 stores the parser as a hash table, and parsing takes five times as long.
  parser.on("doctype", () => {
    throw new ImportRefusal("damaged", "The file declares a document type, which no export does.");
  });
  parser.on("error", (error) => {
    // Other programs write control characters, which XML 1.0 doesn't allow.
    if (error.message.endsWith("disallowed character.")) return;
    throw new ImportRefusal(
      "damaged",
      "The file is damaged or incomplete: its XML is wrong. Export it again.",
    );
  });
  parser.on("attribute", ({ name, value }) => {
    quietChars = 0;
    if (attributes === NONE) attributes = new Map();
    attributes.set(name, value);
    if (attributes.size > IMPORT_LIMITS.xmlAttributes)
      throw new ImportRefusal(
        "damaged",
        `An element has more than ${IMPORT_LIMITS.xmlAttributes} attributes.`,
      );
  });
  parser.on("opentag", (tag) => {
    begun = true;
    quietChars = 0;
    if (tag.name.length > IMPORT_LIMITS.xmlNameChars)
      throw new ImportRefusal(
        "damaged",
        `An element's name is longer than ${IMPORT_LIMITS.xmlNameChars} characters.`,
      );
    if (tag.name === nested) nestedDepth += 1;
    else depth += 1;
    refuseDepth(depth, IMPORT_LIMITS.xmlDepth);
    refuseDepth(nestedDepth, IMPORT_LIMITS.xmlGroupDepth);
    const own = attributes;
    attributes = NONE;
    events.open(tag.name, own);
  });
  parser.on("closetag", ({ name }) => {
    if (name === nested) nestedDepth -= 1;
    else depth -= 1;
    quietChars = 0;
    events.close(name);
  });
  const text = (some: string) => {
    quietChars = 0;
    if (depth + nestedDepth > 0) events.text(some);
  };
  parser.on("text", text);
  parser.on("cdata", text);

  const write = (piece: string): void => {
    quietChars += piece.length;
    parser.write(piece);
    if (!begun && quietChars > PROLOG_CHARS)
      throw new ImportRefusal("damaged", "The file has no XML element near its start.");
    if (quietChars > IMPORT_LIMITS.xmlTextChars)
      throw new ImportRefusal(
        "too-large",
        `A value in the file is longer than ${IMPORT_LIMITS.xmlTextChars.toLocaleString("en")} characters.`,
      );
  };
  return {
    write: (whole) => {
      for (let at = 0; at < whole.length; at += PIECE_CHARS) write(whole.slice(at, at + PIECE_CHARS));
    },
    end: () => {
      parser.close();
    },
  };
}

function refuseDepth(depth: number, most: number): void {
  if (depth > most)
    throw new ImportRefusal("too-deep", `The file is nested more than ${most} deep; that isn't an export.`);
}
