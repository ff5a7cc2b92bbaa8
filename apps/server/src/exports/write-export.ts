import type { RandomBytes } from "@opp/core/random-bytes";
import type { ExportRequest } from "@opp/core/schemas/exports";
import type { VaultContent } from "@opp/core/vault-content";
import { writeArchive } from "@opp/transfer/archive/write-archive";
import { pathsOf, readItemsOf } from "@opp/transfer/content/read-items";
import type { ReadItem } from "@opp/transfer/model";
import { writeBitwarden, writeProtectedBitwarden } from "@opp/transfer/write/bitwarden/write-bitwarden";
import type { ContentSource } from "@opp/transfer/write/content-source";
import { writeBrowserCsv } from "@opp/transfer/write/csv/browser-csv";
import { writeFullCsv } from "@opp/transfer/write/csv/full-csv";
import { writeCxf } from "@opp/transfer/write/cxf/write-cxf";
import { writeJson } from "@opp/transfer/write/json/write-json";
import { writeKdbx } from "@opp/transfer/write/keepass/write-kdbx";
import { writeSheet } from "@opp/transfer/write/sheet/write-sheet";

const TITLE = "OpenPassPhrase";

interface Export {
  readonly request: ExportRequest;
  readonly random: RandomBytes;
  readonly now: number;
  /** The server's name, for formats that name where they come from. */
  readonly host: string;
  readonly vaultId: number;
}

/** The file of an export, in pieces. */
export function writeExport(content: VaultContent, written: Export): AsyncIterable<string | Uint8Array> {
  const { request, random, now, host } = written;
  const passphrase = request.filePassphrase ?? "";
  switch (request.format) {
    case "opp":
      return writeArchive(content, { random, passphrase });
    case "kdbx":
      return kdbx(content, written);
    case "bitwarden":
      return writeBitwarden(sourceOf(content));
    case "bitwarden-encrypted":
      return writeProtectedBitwarden(sourceOf(content), passphrase);
    case "csv":
      return writeBrowserCsv(readItemsOf(content));
    case "csv-full":
      return writeFullCsv(readItemsOf(content));
    case "csv-spreadsheet":
      return writeFullCsv(readItemsOf(content), { spreadsheetSafe: true });
    case "cxf":
      return writeCxf(sourceOf(content), { host, madeAt: now });
    case "json":
      return writeJson(sourceOf(content), { files: request.files });
    case "html":
      return writeSheet(sourceOf(content), { title: TITLE, madeAt: now });
  }
}

const sourceOf = (content: VaultContent): ContentSource => ({
  categories: [...pathsOf(content.categories).values()],
  items: readItemsOf(content),
});

/** A KeePass database is made as a whole: it names its files before its items. */
async function* kdbx(content: VaultContent, { request, now, vaultId }: Export): AsyncGenerator<Uint8Array> {
  const items: ReadItem[] = [];
  for await (const item of readItemsOf(content)) items.push(item);
  const categories = [...pathsOf(content.categories).values()];
  yield* writeKdbx(
    { name: TITLE, seed: `vault ${vaultId}`, categories, items },
    { password: request.filePassphrase ?? "", now },
  );
}
