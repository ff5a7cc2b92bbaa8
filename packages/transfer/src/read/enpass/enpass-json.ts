import { attachmentOfBytes } from "../../build/attachments.ts";
import { collectItems, type Draft, type DraftField } from "../../build/collect-items.ts";
import { folderPaths } from "../../build/folder-paths.ts";
import { itemRecords } from "../../build/item-records.ts";
import { type OldPassword, passwordHistory } from "../../build/password-history.ts";
import type { CategoryPath } from "../../model.ts";
import {
  firstText,
  flag,
  isRecord,
  list,
  numberOf,
  realDay,
  record,
  secondsInstant,
  text,
  type UnknownRecord,
} from "../../parse/unknown-values.ts";
import type { Reader } from "../reader.ts";
import { notThis, shapeOf } from "../shape-of.ts";

const KIND_OF_TEMPLATE: Readonly<Record<string, string>> = {
  login: "login",
  creditcard: "card",
  identity: "identity",
  note: "note",
  password: "login",
  finance: "bank",
  license: "licence",
};

export const enpassJson: Reader = {
  format: "enpass-json",
  recognise: (look) => look.shape === "json" && isEnpass(look.value),
  read: (look) => {
    const { value } = shapeOf(look, "json", "enpass-json");
    if (!isEnpass(value)) throw notThis("enpass-json");
    const source = record(value);
    const collector = collectItems("enpass-json");
    const folders = new Map(
      [...folderPaths(list(source["folders"]).map(folderOf))].map(([id, path]) => [
        id,
        collector.category(path),
      ]),
    );
    for (const item of itemRecords(source["items"], collector)) {
      const lost = list(item["attachments"]).map(record).filter(isLost);
      const name = collector.item(enpassDraft(item, folders));
      for (const file of lost)
        collector.note("partly", `the content of the file ${text(file["name"])} isn't in the export`, {
          item: name,
        });
    }
    return collector.done();
  },
};

function isEnpass(value: unknown): boolean {
  if (!isRecord(value) || !Array.isArray(value["items"])) return false;
  const items = value["items"].filter(isRecord);
  if (items.length === 0) return "folders" in value;
  return items.some((item) => "template_type" in item || ("fields" in item && "uuid" in item));
}

const folderOf = (source: unknown) => {
  const { uuid, parent_uuid: parent, title } = record(source);
  return { id: text(uuid), parent: text(parent), name: text(title) };
};

function enpassDraft(item: UnknownRecord, folders: ReadonlyMap<string, CategoryPath>): Draft {
  const fields = list(item["fields"])
    .map(record)
    .filter((field) => !flag(field["deleted"]))
    .toSorted((a, b) => (numberOf(a["order"]) ?? 0) - (numberOf(b["order"]) ?? 0));
  const created = secondsInstant(item["createdAt"] ?? item["created_at"]);
  const uuid = text(item["uuid"]);
  const template = firstText(item["template_type"], item["category"]).split(".")[0] ?? "";
  return {
    ...placeFields(fields),
    sourceId: uuid === "" ? null : `enpass:${uuid}`,
    kind: Object.hasOwn(KIND_OF_TEMPLATE, template) ? (KIND_OF_TEMPLATE[template] ?? "other") : "other",
    name: text(item["title"]),
    categories: list(item["folders"]).flatMap((id) => {
      const path = folders.get(text(id));
      return path && path.length > 0 ? [path] : [];
    }),
    blob: text(item["note"]),
    tags: flag(item["archived"]) ? ["archived"] : [],
    favourite: flag(item["favorite"]),
    trashed: flag(item["trashed"]),
    createdAt: created,
    updatedAt: secondsInstant(item["updated_at"]),
    ...passwordHistory(oldPasswords(fields), created),
    attachments: list(item["attachments"])
      .map(record)
      .filter((file) => !isLost(file))
      .map((file) => attachmentOfBytes(text(file["name"]), Buffer.from(text(file["data"]), "base64"))),
  };
}

const isLost = (file: UnknownRecord): boolean => typeof file["data"] !== "string";
const typeOf = (field: UnknownRecord): string => text(field["type"]);

/** The first of each type goes to its place, every other stays a field under its label. */
function placeFields(fields: readonly UnknownRecord[]) {
  const given = fields.filter((field) => typeOf(field) !== "section" && text(field["value"]) !== "");
  const first = (type: string) => given.find((field) => typeOf(field) === type);
  const password = first("password");
  const email = first("email");
  const username = first("username") ?? email;
  const rest = given.filter((field) => field !== username && field !== password && typeOf(field) !== "url");
  return {
    username: text(username?.["value"]),
    password: text(password?.["value"]),
    urls: given.filter((field) => typeOf(field) === "url").map((field) => text(field["value"])),
    fields: rest.map((field) => (field === email ? { ...fieldOf(field), name: "E-mail" } : fieldOf(field))),
  };
}

function fieldOf(field: UnknownRecord): DraftField {
  const name = text(field["label"]);
  const value = text(field["value"]);
  const type = typeOf(field);
  if (type === "totp") return { name: name || "otp", value, code: true };
  if (flag(field["sensitive"]) || type === "password") return { name, kind: "hidden", value };
  const day = type === "date" ? realDay(value) : "";
  return day === "" ? { name, value } : { name, kind: "date", value: day };
}

const oldPasswords = (fields: readonly UnknownRecord[]): OldPassword[] =>
  list(fields.find((field) => typeOf(field) === "password")?.["history"])
    .map(record)
    .map((old) => ({ password: text(old["value"]), replacedAt: secondsInstant(old["updated_at"]) }));
