import { collectItems, type ItemCollector } from "../../build/collect-items.ts";
import { itemRecords } from "../../build/item-records.ts";
import type { CategoryPath } from "../../model.ts";
import {
  firstText,
  isRecord,
  list,
  numberOf,
  record,
  text,
  type UnknownRecord,
} from "../../parse/unknown-values.ts";
import { ImportRefusal } from "../../refusal.ts";
import type { Reader } from "../reader.ts";
import { notThis, shapeOf } from "../shape-of.ts";
import { cxfDraft } from "./cxf-item.ts";

const MAJOR_VERSION = 1;

/** FIDO's Credential Exchange Format, decrypted. */
export const cxf: Reader = {
  format: "cxf",
  recognise: (look) => look.shape === "json" && isCxf(look.value),
  read: (look) => {
    const { value } = shapeOf(look, "json", "cxf");
    if (!isCxf(value)) throw notThis("cxf");
    const source = record(value);
    const major = numberOf(record(source["version"])["major"]) ?? MAJOR_VERSION;
    if (major > MAJOR_VERSION)
      throw new ImportRefusal(
        "unsupported",
        `The file is of version ${major} of the exchange format; version ${MAJOR_VERSION} is read. Export in another format.`,
      );
    const collector = collectItems("cxf");
    const accounts = list(source["accounts"]).map(record);
    for (const account of accounts) {
      const name = firstText(account["username"], account["email"], account["id"]);
      readAccount(account, accounts.length > 1 ? [name] : [], collector);
    }
    return collector.done();
  },
};

const isCxf = (value: unknown): boolean =>
  isRecord(value) &&
  Array.isArray(value["accounts"]) &&
  ("exporterRpId" in value || "exporterDisplayName" in value);

function readAccount(account: UnknownRecord, top: CategoryPath, collector: ItemCollector): void {
  const categories = new Map<string, CategoryPath[]>();
  const addCollection = (collection: UnknownRecord, above: CategoryPath): void => {
    const path = [...above, text(collection["title"])];
    const kept = collector.category(path);
    for (const entry of list(collection["items"])) {
      const id = text(isRecord(entry) ? entry["item"] : entry);
      const others = categories.get(id);
      if (others) others.push(kept);
      else categories.set(id, [kept]);
    }
    for (const inner of list(collection["subCollections"])) addCollection(record(inner), path);
  };
  for (const collection of list(account["collections"])) addCollection(record(collection), top);

  const items = itemRecords(account["items"], collector);
  const titles = new Map(items.map((item) => [text(item["id"]), text(item["title"])]));
  for (const item of items) {
    const { draft, notices } = cxfDraft(item, titles);
    const id = text(item["id"]);
    const name = collector.item({
      ...draft,
      sourceId: id === "" ? null : `cxf:${text(account["id"])}/${id}`,
      categories: categories.get(id) ?? (top.length > 0 ? [top] : []),
    });
    for (const [kind, about] of notices) collector.note(kind, about, { item: name });
  }
}
