import { createHash } from "node:crypto";
import { collectItems } from "../../build/collect-items.ts";
import { streamCipher } from "../../keepass/stream-cipher.ts";
import type { Read } from "../../model.ts";
import { unpackGzip } from "../../parse/unpack-gzip.ts";
import { ImportRefusal } from "../../refusal.ts";
import type { FileSecrets, Reader } from "../reader.ts";
import { isKeepass, type KdbxHeader, readHeader } from "./container/header.ts";
import { type InnerHeader, Pieces, readInnerHeader } from "./container/inner-header.ts";
import { openContainer } from "./container/open-container.ts";
import { mapVault } from "./map/map-vault.ts";
import { parseVault } from "./xml/parse-vault.ts";
import type { RawVault } from "./xml/raw-vault.ts";

const NEWEST_MINOR = 1;

export const kdbxReader: Reader = {
  format: "kdbx",
  recognise: (look) => look.shape === "binary" && isKeepass(look.bytes),
  read: (look, secrets) => {
    if (look.shape !== "binary" || !isKeepass(look.bytes))
      throw new ImportRefusal("damaged", "The file isn't a KeePass database: it doesn't begin like one.");
    return readKdbx(look.bytes, secrets);
  },
};

export async function readKdbx(file: Uint8Array, secrets: FileSecrets): Promise<Read> {
  const header = readHeader(file);
  const content = await openContainer(header, secrets);
  const plain = new Pieces(
    header.gzip ? unpackGzip(content)[Symbol.asyncIterator]() : content[Symbol.iterator](),
  );
  const { inner, vault } = await parseContent(header, plain);
  checkHeaderHash(header, vault);
  const collector = collectItems("kdbx");
  if (header.minor > NEWEST_MINOR)
    collector.note(
      "noted",
      `the file is of version ${header.major}.${header.minor}, newer than what is known here`,
    );
  const pool = new Map(inner.binaries.map((bytes, index) => [String(index), { bytes, gzip: false }]));
  return mapVault(vault, pool, collector);
}

async function parseContent(header: KdbxHeader, plain: Pieces) {
  try {
    const inner = header.major === 4 ? await readInnerHeader(plain) : oldInner(header);
    const vault = await parseVault(decoded(plain.rest()), streamCipher(inner.streamCipher, inner.streamKey));
    return { inner, vault };
  } catch (error) {
    // What unpacks to too much is refused as such, whatever it unpacks to.
    for await (const piece of plain.rest()) void piece;
    throw error;
  }
}

const oldInner = ({ streamCipher: cipher, streamKey }: KdbxHeader): InnerHeader => ({
  streamCipher: cipher,
  streamKey,
  binaries: [],
});

/** Version 3.1 keeps the header's hash in the encrypted part, its only check. */
function checkHeaderHash(header: KdbxHeader, { headerHash }: RawVault): void {
  if (header.major !== 3 || headerHash === "") return;
  if (createHash("sha256").update(header.bytes).digest("base64") !== headerHash)
    throw new ImportRefusal(
      "damaged",
      "The file is damaged in its header: the check value is wrong. Copy it again.",
    );
}

async function* decoded(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const piece of pieces) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}
