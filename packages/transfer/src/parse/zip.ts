import { crc32 } from "node:zlib";
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from "yauzl";
import { IMPORT_LIMITS } from "../import-limits.ts";
import { ImportRefusal } from "../refusal.ts";

const MIB = 1024 * 1024;
const UTF8_NAME = 0x800;

/**
 * The files of a zip, by the central directory, without its folders. Paths are checked; sizes and checksum are while a file is read. Two
 * files may have one name: `index` tells them apart, in the zip's order.
 */
export interface ZipFiles {
  readonly names: readonly string[];
  readonly read: (name: string, index?: number) => Promise<Uint8Array>;
  /** The same in pieces. */
  readonly open: (name: string, index?: number) => AsyncIterable<Uint8Array>;
}

/**
 * Opens a zip by its central directory. Nothing is unpacked here: sizes, ratio and paths are checked by what the directory says, and
 * sizes and checksum again while a file is read.
 * @throws ImportRefusal damaged, too-large, unsupported
 */
export async function openZip(bytes: Uint8Array): Promise<ZipFiles> {
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    lazyEntries: true,
    decodeStrings: false,
    validateEntrySizes: true,
  }).catch(() => {
    throw damaged();
  });
  // yauzl emits errors that come after the listing; without a listener one would end the process.
  zip.on("error", () => {});
  const entries = await entriesOf(zip);
  const find = (name: string, index: number): Entry => {
    const entry = entries.get(name)?.[index];
    if (!entry) throw new ImportRefusal("damaged", "A file is missing in the zip. Export it again.");
    return entry;
  };
  const open: ZipFiles["open"] = (name, index = 0) => unpack(zip, find(name, index));
  return {
    names: [...entries].flatMap(([name, twins]) => twins.map(() => name)),
    open,
    read: async (name, index = 0) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of open(name, index)) pieces.push(piece);
      return Buffer.concat(pieces);
    },
  };
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry[]>> {
  if (zip.entryCount > IMPORT_LIMITS.zipEntries)
    throw tooLarge(`The zip has ${zip.entryCount} files; ${IMPORT_LIMITS.zipEntries} is the most.`);
  const entries = new Map<string, Entry[]>();
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileNameRaw.length > IMPORT_LIMITS.zipNameBytes)
        throw new ImportRefusal("damaged", "The zip has a file with an impossibly long name.");
      const name = nameOf(entry);
      if (leavesArchive(name))
        throw new ImportRefusal(
          "damaged",
          "The zip has a path that leads out of it; an export has none. Nothing was imported.",
        );
      unpacked += entry.uncompressedSize;
      if (unpacked > IMPORT_LIMITS.zipUnpackedBytes)
        throw tooLarge(
          `Unpacked, the zip would take more than ${IMPORT_LIMITS.zipUnpackedBytes / MIB} MiB, which is the most.`,
        );
      if (name.endsWith("/") || isSymlink(entry)) continue;
      const twins = entries.get(name);
      if (twins) twins.push(entry);
      else entries.set(name, [entry]);
    }
  } catch (error) {
    throw error instanceof ImportRefusal ? error : damaged();
  }
  return entries;
}

/** Names are UTF-8, flagged or not; else what yauzl makes of the old code page and the Unicode extra field. */
function nameOf(entry: Entry): string {
  try {
    if ((entry.generalPurposeBitFlag & UTF8_NAME) === 0)
      return new TextDecoder("utf-8", { fatal: true }).decode(entry.fileNameRaw);
  } catch {
    // The old code page, below.
  }
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
}

const leavesArchive = (name: string): boolean =>
  /^(?:\/|[a-z]:)/i.test(name) || /[\\\0]/.test(name) || name.split("/").includes("..");

const isSymlink = (entry: Entry): boolean => ((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000;

async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const { compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > IMPORT_LIMITS.zipDataFileBytes)
    throw tooLarge(
      `A file in the zip would take ${Math.ceil(uncompressedSize / MIB)} MiB; ${IMPORT_LIMITS.zipDataFileBytes / MIB} MiB is the most.`,
    );
  if (
    uncompressedSize > IMPORT_LIMITS.freeUnpackedBytes &&
    uncompressedSize > compressedSize * IMPORT_LIMITS.unpackedRatio
  )
    throw tooLarge(
      `A file in the zip is packed more than ${IMPORT_LIMITS.unpackedRatio} times, which an export isn't.`,
    );
  if (entry.isEncrypted())
    throw new ImportRefusal("unsupported", "The zip has a password. Unpack it and import what is in it.");
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    throw new ImportRefusal(
      "unsupported",
      "The zip is packed in a way that isn't read here. Unpack it, and pack it again as a plain zip.",
    );
  let bytes = 0;
  let checksum = 0;
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      if (!(piece instanceof Uint8Array)) throw damaged();
      bytes += piece.length;
      if (bytes > uncompressedSize) throw damaged();
      checksum = crc32(piece, checksum);
      yield piece;
    }
  } catch (error) {
    throw error instanceof ImportRefusal ? error : damaged();
  }
  if (bytes !== uncompressedSize || checksum !== entry.crc32) throw damaged();
}

const tooLarge = (about: string) => new ImportRefusal("too-large", about);
const damaged = () =>
  new ImportRefusal(
    "damaged",
    "The zip is damaged or incomplete. Export it again from the program that made it.",
  );
