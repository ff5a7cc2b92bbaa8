import { collectItems, type ItemCollector } from "../../build/collect-items.ts";
import { itemRecords } from "../../build/item-records.ts";
import type { Format } from "../../formats.ts";
import type { CategoryPath, Read } from "../../model.ts";
import { flag, isRecord, list, record, text, type UnknownRecord } from "../../parse/unknown-values.ts";
import { ImportRefusal } from "../../refusal.ts";
import type { FileSecrets, Reader } from "../reader.ts";
import { notThis, shapeOf } from "../shape-of.ts";
import { type BitwardenFiles, bitwardenDraft } from "./bitwarden-item.ts";
import { openProtected } from "./open-protected.ts";

export const bitwardenJson: Reader = {
  format: "bitwarden-json",
  recognise: (look) => look.shape === "json" && isBitwarden(look.value),
  read: (look, secrets) =>
    readBitwarden(shapeOf(look, "json", "bitwarden-json").value, "bitwarden-json", secrets),
};

export function isBitwarden(value: unknown): boolean {
  if (!isRecord(value)) return false;
  if ("encrypted" in value) return "items" in value || ("passwordProtected" in value && "data" in value);
  // The first exports didn't say whether they are encrypted.
  const [first] = list(value["items"]);
  return isRecord(first) && "type" in first && ("folderId" in first || "organizationId" in first);
}

/** @throws ImportRefusal account-encrypted, wrong-credentials, too-costly, damaged */
export async function readBitwarden(
  value: unknown,
  format: Format,
  secrets: FileSecrets,
  {
    files,
    finish,
  }: { files?: BitwardenFiles; finish?: (collector: ItemCollector, ids: ReadonlySet<string>) => void } = {},
): Promise<Read> {
  if (!isBitwarden(value)) throw notThis(format);
  const source = await opened(record(value), secrets);
  const collector = collectItems(format);
  const folders = readFolders([...list(source["folders"]), ...list(source["collections"])], collector);
  const items = itemRecords(source["items"], collector);
  for (const item of items) {
    const { draft, notices } = bitwardenDraft(item, { folders, files });
    const name = collector.item(draft);
    for (const [kind, about] of notices) collector.note(kind, about, { item: name });
  }
  if (items.length > 0 && items.every((item) => text(item["deletedDate"]) === ""))
    collector.note("noted", "Bitwarden leaves the trash out of its exports");
  finish?.(collector, new Set(items.map(({ id }) => text(id))));
  return collector.done();
}

async function opened(value: UnknownRecord, secrets: FileSecrets): Promise<UnknownRecord> {
  if (!flag(value["encrypted"])) return value;
  if (!flag(value["passwordProtected"]))
    throw new ImportRefusal(
      "account-encrypted",
      "Only the Bitwarden account that made this file can open it. Export again as .json, or as .json (encrypted) with 'Password protected'.",
    );
  return record(await openProtected(value, secrets.password));
}

/** Each folder and collection by its id; a name is a path by `/`. */
function readFolders(
  sources: readonly unknown[],
  collector: ItemCollector,
): ReadonlyMap<string, CategoryPath> {
  const paths = new Map<string, CategoryPath>();
  for (const source of sources.map(record)) {
    const path = text(source["name"])
      .split("/")
      .map((part) => part.trim())
      .filter((part) => part !== "");
    paths.set(text(source["id"]), collector.category(path));
  }
  return paths;
}
