import { FORMATS, type Format } from "../formats.ts";
import type { Read } from "../model.ts";
import { readWithMapping } from "../read/csv/read-table.ts";
import type { Look } from "../read/look.ts";
import type { FileSecrets, Reader } from "../read/reader.ts";
import { ImportRefusal } from "../refusal.ts";
import type { TableChoices } from "../table-choices.ts";
import { READERS } from "./readers.ts";
import { refuseKnownJson, refuseKnownName, refuseKnownXml, refuseKnownZip } from "./refuse-known.ts";
import { takeLook } from "./take-look.ts";

export interface FileRequest extends FileSecrets {
  /** Overrides what the content says. */
  readonly format?: Format | undefined;
  readonly fileName?: string | undefined;
  /** The owner's choices for a table: it is read by these, as the format `csv`. */
  readonly table?: TableChoices | undefined;
}

/**
 * Reads a file of another program: recognised by content, or as the format that is asked for.
 * @throws ImportRefusal
 */
export async function readFile(bytes: Uint8Array, request: FileRequest): Promise<Read> {
  const secrets = { password: request.password, keyFile: request.keyFile };
  const { look, reader, bytes: own } = await recogniseFile(bytes);
  if (request.table) return readWithMapping(own, request.table);
  if (!request.format || request.format === reader?.format)
    return reader ? readBy(reader, look, secrets) : refuseUnknown(look, request.fileName ?? "");
  const asked = READERS.find(({ format }) => format === request.format);
  if (!asked) throw new ImportRefusal("unsupported", `${FORMATS[request.format]} can't be read here yet.`);
  return readBy(asked, look, secrets).catch((error: unknown) => {
    if (!(error instanceof ImportRefusal) || !reader) throw error;
    throw new ImportRefusal(error.reason, `${error.message} It looks like ${FORMATS[reader.format]}.`);
  });
}

/** The look, the bytes that it is of, and the first reader that recognises it. A zip that holds one export and nothing else is looked into, once. */
async function recogniseFile(bytes: Uint8Array): Promise<Recognised> {
  const look = await takeLook(bytes);
  const reader = recognise(look);
  if (reader || look.shape !== "zip") return { look, reader, bytes };
  refuseKnownZip(look.files.names);
  const inside = onlyExport(look.files.names);
  if (inside === undefined) return { look, reader, bytes };
  const content = await look.files.read(inside);
  const inner = await takeLook(content);
  return { look: inner, reader: recognise(inner), bytes: content };
}

interface Recognised {
  readonly look: Look;
  readonly reader: Reader | undefined;
  readonly bytes: Uint8Array;
}

const recognise = (look: Look): Reader | undefined => READERS.find((reader) => reader.recognise(look));

const LIKELY = /\.(?:csv|json|xml|kdbx|1pux|txt|2fas|zip)$/i;

function onlyExport(names: readonly string[]): string | undefined {
  const real = names.filter((name) => !/(?:^|\/)(?:__MACOSX\/|\.DS_Store$|\._)/.test(name));
  const candidates = real.length === 1 ? real : real.filter((name) => LIKELY.test(name));
  return candidates.length === 1 ? candidates[0] : undefined;
}

async function readBy(reader: Reader, look: Look, secrets: FileSecrets): Promise<Read> {
  const read = await reader.read(look, secrets);
  const decoding = "decoding" in look ? look.decoding : [];
  return {
    ...read,
    notices: [...decoding.map((about) => ({ item: null, kind: "noted", about }) as const), ...read.notices],
  };
}

function refuseUnknown(look: Look, fileName: string): never {
  if (look.shape === "zip") refuseKnownZip(look.files.names);
  if (look.shape === "json") refuseKnownJson(look.value);
  if (look.shape === "xml") refuseKnownXml(look.root);
  refuseKnownName(fileName);
  const readable = READERS.map(({ format }) => FORMATS[format]).join(", ");
  throw new ImportRefusal("unknown", `The file is none that can be read here. What can: ${readable}.`);
}
