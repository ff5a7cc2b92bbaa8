import { collectItems, type ItemCollector } from "../../build/collect-items.ts";
import { itemRecords } from "../../build/item-records.ts";
import type { CategoryPath } from "../../model.ts";
import { decodeText } from "../../parse/decode-text.ts";
import { parseJson } from "../../parse/scan-json.ts";
import { firstText, isRecord, list, record, text, type UnknownRecord } from "../../parse/unknown-values.ts";
import { ImportRefusal } from "../../refusal.ts";
import type { Reader } from "../reader.ts";
import { notThis, shapeOf } from "../shape-of.ts";
import { collectFiles } from "./onepux-files.ts";
import { onepuxDraft } from "./onepux-item.ts";

const DATA = "export.data";
const ATTRIBUTES = "export.attributes";

export const onepux: Reader = {
  format: "1pux",
  recognise: (look) =>
    look.shape === "zip" && (look.files.names.includes(DATA) || look.files.names.includes(ATTRIBUTES)),
  read: async (look) => {
    const { files } = shapeOf(look, "zip", "1pux");
    if (!files.names.includes(DATA))
      throw new ImportRefusal(
        "damaged",
        `The file has no ${DATA}, in which 1Password writes the items. Export again.`,
      );
    const value = parseJson(decodeText(await files.read(DATA)).text);
    if (!isRecord(value) || !("accounts" in value)) throw notThis("1pux");
    const collector = collectItems("1pux");
    const found = findItems(value, collector);
    const titles = new Map(
      found.map(({ item }) => [text(item["uuid"]), text(record(item["overview"])["title"])]),
    );
    const documents = collectFiles(files);
    for (const { item, category } of found) {
      const { draft, notices } = await onepuxDraft(item, category, { titles, documents });
      const name = collector.item(draft);
      for (const [kind, about] of notices) collector.note(kind, about, { item: name });
    }
    for (const name of documents.untaken())
      collector.note("left-out", `a file that no item of the export names: ${name}`);
    return collector.done();
  },
};

/** The items of all vaults. A vault is a category; the account is a level above where there are several. */
function findItems(value: UnknownRecord, collector: ItemCollector) {
  const accounts = list(value["accounts"]).map(record);
  const found: { item: UnknownRecord; category: CategoryPath }[] = [];
  for (const account of accounts) {
    const { accountName, name, email } = record(account["attrs"]);
    const above = accounts.length > 1 ? [firstText(accountName, name, email)] : [];
    for (const vault of list(account["vaults"]).map(record)) {
      const category = collector.category([...above, text(record(vault["attrs"])["name"])]);
      for (const item of itemRecords(vault["items"], collector))
        found.push({ item: isRecord(item["item"]) ? item["item"] : item, category });
    }
  }
  return found;
}
