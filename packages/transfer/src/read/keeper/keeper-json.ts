import { collectItems, type Draft, type DraftField } from "../../build/collect-items.ts";
import { itemRecords } from "../../build/item-records.ts";
import type { CategoryPath, NoticeKind } from "../../model.ts";
import {
  isBlank,
  isRecord,
  list,
  record,
  secondsInstant,
  text,
  type UnknownRecord,
} from "../../parse/unknown-values.ts";
import type { Reader } from "../reader.ts";
import { notThis, shapeOf } from "../shape-of.ts";
import { type KeeperField, readKeeperField } from "./keeper-fields.ts";

const KIND_OF_TYPE: Readonly<Record<string, string>> = {
  "": "login",
  login: "login",
  general: "login",
  bankCard: "card",
  bankAccount: "bank",
  address: "identity",
  contact: "identity",
  driverLicense: "identity",
  passport: "identity",
  ssnCard: "identity",
  birthCertificate: "identity",
  healthInsurance: "identity",
  encryptedNotes: "note",
  sshKeys: "ssh-key",
  softwareLicense: "licence",
  wifiCredentials: "wifi",
  file: "document",
  photo: "document",
  serverCredentials: "login",
  databaseCredentials: "login",
};

export const keeperJson: Reader = {
  format: "keeper-json",
  recognise: (look) => look.shape === "json" && isKeeper(look.value),
  read: (look) => {
    const { value } = shapeOf(look, "json", "keeper-json");
    if (!isKeeper(value)) throw notThis("keeper-json");
    const source = record(value);
    const collector = collectItems("keeper-json");
    for (const folder of list(source["shared_folders"])) collector.category(pathOf(record(folder)["path"]));
    for (const item of itemRecords(source["records"], collector)) {
      const { draft, notices } = keeperDraft(item);
      const name = collector.item(draft);
      for (const [kind, about] of notices) collector.note(kind, about, { item: name });
    }
    return collector.done();
  },
};

const isKeeper = (value: unknown): boolean => isRecord(value) && Array.isArray(value["records"]);

function keeperDraft(item: UnknownRecord): { draft: Draft; notices: (readonly [NoticeKind, string])[] } {
  const notices: (readonly [NoticeKind, string])[] = [];
  const read = customFields(item["custom_fields"]).map(([key, value]) => readKeeperField(key, value));
  const uid = text(item["uid"]);
  const type = text(item["$type"]);
  const accounts = read.flatMap(({ account }) => (account === undefined ? [] : [account]));
  for (const { notice } of read) if (notice) notices.push(notice);
  return {
    notices,
    draft: {
      sourceId: uid === "" ? null : `keeper:${uid}`,
      kind: Object.hasOwn(KIND_OF_TYPE, type) ? (KIND_OF_TYPE[type] ?? "other") : "other",
      name: text(item["title"]),
      categories: list(item["folders"])
        .map(record)
        .map(({ folder, shared_folder: shared }) => [...pathOf(shared), ...pathOf(folder)])
        .filter((path) => path.length > 0),
      urls: [text(item["login_url"]), ...read.flatMap(({ urls = [] }) => urls)],
      account: accounts[0] ?? "",
      username: text(item["login"]),
      password: text(item["password"]),
      blob: text(item["notes"]),
      fields: [
        ...read.flatMap(({ fields = [] }: KeeperField): readonly DraftField[] => fields),
        ...accounts.slice(1).map((value) => ({ name: "Account number", value })),
      ],
      updatedAt: secondsInstant(item["last_modified"]),
    },
  };
}

/** An object by name; older exports have a list. */
const customFields = (source: unknown): (readonly [string, unknown])[] =>
  isRecord(source)
    ? Object.entries(source)
    : list(source)
        .map(record)
        .filter((field) => !isBlank(field))
        .map((field) => [text(field["name"]), field["value"]]);

/** A path by backslashes; two of them are one in a name. */
function pathOf(source: unknown): CategoryPath {
  return text(source)
    .replaceAll("\\\\", "\0")
    .split("\\")
    .map((part) => part.replaceAll("\0", "\\").trim())
    .filter((part) => part !== "");
}
