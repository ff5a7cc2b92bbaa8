import { type ZipAttachments, zipAttachments } from "../../build/attachments.ts";
import { collectItems, type ItemCollector } from "../../build/collect-items.ts";
import { folderPaths } from "../../build/folder-paths.ts";
import { itemRecords } from "../../build/item-records.ts";
import type { CategoryPath, Read, ReadAttachment } from "../../model.ts";
import { decodeText } from "../../parse/decode-text.ts";
import { parseJson } from "../../parse/scan-json.ts";
import { isRecord, list, record, text, type UnknownRecord } from "../../parse/unknown-values.ts";
import { ImportRefusal } from "../../refusal.ts";
import type { Reader } from "../reader.ts";
import { notThis, shapeOf } from "../shape-of.ts";
import { protonDraft } from "./protonpass-item.ts";

const DATA = /(?:^|\/)Proton Pass\/data\.json$/i;
const SEALED_DATA = /(?:^|\/)data\.pgp$/i;

export const protonpass: Reader = {
  format: "protonpass",
  recognise: (look) =>
    look.shape === "zip"
      ? look.files.names.some((name) => DATA.test(name) || SEALED_DATA.test(name))
      : look.shape === "json" && isProtonPass(look.value),
  read: async (look) => {
    if (look.shape !== "zip") return readProtonPass(shapeOf(look, "json", "protonpass").value, null);
    const { names, read } = look.files;
    const data = names.find((name) => DATA.test(name));
    if (data !== undefined) {
      const value = parseJson(decodeText(await read(data)).text);
      return readProtonPass(value, {
        attachments: zipAttachments(look.files),
        folder: `${data.slice(0, -"data.json".length)}files/`,
      });
    }
    if (names.some((name) => SEALED_DATA.test(name)))
      throw new ImportRefusal(
        "unsupported",
        "The export is encrypted with PGP. Decrypt it with gpg, or export again without encryption.",
      );
    throw notThis("protonpass");
  },
};

const isProtonPass = (value: unknown): boolean =>
  isRecord(value) && isRecord(value["vaults"]) && ("userId" in value || "version" in value);

interface ProtonFiles {
  readonly attachments: ZipAttachments;
  readonly folder: string;
}

async function readProtonPass(value: unknown, zip: ProtonFiles | null): Promise<Read> {
  if (!isProtonPass(value)) throw notThis("protonpass");
  const collector = collectItems("protonpass");
  for (const [vaultId, source] of Object.entries(record(record(value)["vaults"]))) {
    const vault = record(source);
    const name = text(vault["name"]);
    const category = collector.category([name]);
    const folders = readFolders(vault, category, collector);
    if (text(vault["description"]) !== "")
      collector.note("noted", `the description of the vault ${name} isn't kept`);
    for (const item of itemRecords(vault["items"], collector))
      await addItem(item, { vaultId, category, folders, zip }, collector);
  }
  return collector.done();
}

interface Place {
  readonly vaultId: string;
  readonly category: CategoryPath;
  readonly folders: ReadonlyMap<string, CategoryPath>;
  readonly zip: ProtonFiles | null;
}

async function addItem(
  item: UnknownRecord,
  { vaultId, category, folders, zip }: Place,
  collector: ItemCollector,
): Promise<void> {
  const attachments: ReadAttachment[] = [];
  const lost: string[] = [];
  for (const file of list(item["files"])) {
    const name = isRecord(file) ? text(file["name"] ?? file["fileName"]) : text(file);
    const attachment = await takeFile(zip, name);
    if (typeof attachment === "string") lost.push(`the file ${name} is left out: ${attachment}`);
    else attachments.push(attachment);
  }
  const { draft, notices } = protonDraft(item, vaultId);
  const path = folders.get(text(item["folderId"])) ?? category;
  const name = collector.item({ ...draft, categories: path.length > 0 ? [path] : [], attachments });
  for (const [kind, about] of notices) collector.note(kind, about, { item: name });
  for (const about of lost) collector.note("partly", about, { item: name });
}

async function takeFile(zip: ProtonFiles | null, name: string): Promise<ReadAttachment | string> {
  const path = [`${zip?.folder}${name}`, name].find((at) => zip?.attachments.has(at));
  return zip && path !== undefined ? zip.attachments.take(path, { name }) : "it isn't in the export";
}

/** Folders of a vault by their id, below the vault's category. */
function readFolders(
  vault: UnknownRecord,
  top: CategoryPath,
  collector: ItemCollector,
): ReadonlyMap<string, CategoryPath> {
  const folders = list(vault["folders"])
    .map(record)
    .map(({ folderId, parentFolderId, name }) => ({
      id: text(folderId),
      parent: text(parentFolderId),
      name: text(name),
    }));
  return new Map([...folderPaths(folders, top)].map(([id, path]) => [id, collector.category(path)]));
}
