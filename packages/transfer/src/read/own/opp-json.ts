import { CUSTOM_FIELD_KINDS } from "@opp/core/items/custom-fields";
import { collectItems, type DraftField } from "../../build/collect-items.ts";
import { fileOf } from "../../build/file-of.ts";
import type { ReadAttachment, ReadVersion } from "../../model.ts";
import {
  flag,
  isRecord,
  list,
  millisecondsInstant,
  record,
  text,
  type UnknownRecord,
} from "../../parse/unknown-values.ts";
import { JSON_FORMAT } from "../../write/json/write-json.ts";
import type { Reader } from "../reader.ts";
import { shapeOf } from "../shape-of.ts";

/** Our JSON for programs: docs/export.md. */
export const oppJson: Reader = {
  format: "opp-json",
  recognise: (look) => look.shape === "json" && isRecord(look.value) && look.value["format"] === JSON_FORMAT,
  read: (look) => {
    const source = record(shapeOf(look, "json", "opp-json").value);
    const collector = collectItems("opp-json");
    for (const path of list(source["categories"])) collector.category(list(path).map(text));
    for (const item of list(source["items"]).map(record))
      collector.item({
        kind: text(item["kind"]) || null,
        name: text(item["name"]),
        categories: list(item["category"]).length > 0 ? [list(item["category"]).map(text)] : [],
        urls: [item["url"], ...list(item["moreUrls"])].map(text),
        account: text(item["account"]),
        username: text(item["username"]),
        password: text(item["password"]),
        codes: [{ text: text(item["totp"]) }],
        blob: text(item["blob"]),
        fields: list(item["fields"]).map(record).map(fieldOf),
        tags: list(item["tags"]).map(text),
        favourite: flag(item["favourite"]),
        trashed: flag(item["trashed"]),
        createdAt: millisecondsInstant(item["createdAt"]),
        updatedAt: millisecondsInstant(item["updatedAt"]),
        passwordChangedAt: millisecondsInstant(item["passwordChangedAt"]),
        deletedAt: millisecondsInstant(item["deletedAt"]),
        history: list(item["history"]).map(record).flatMap(versionOf),
        attachments: list(item["attachments"]).map(record).map(fileOfJson),
      });
    return collector.done();
  },
};

function fieldOf(field: UnknownRecord): DraftField {
  return {
    name: text(field["name"]),
    kind: CUSTOM_FIELD_KINDS.find((kind) => kind === field["kind"]) ?? "text",
    value: text(field["value"]),
    empty: true,
  };
}

function versionOf(version: UnknownRecord): ReadVersion[] {
  const replacedAt = millisecondsInstant(version["replacedAt"]);
  if (replacedAt === undefined) return [];
  const createdAt = millisecondsInstant(version["createdAt"]);
  const texts = ["name", "username", "password", "url", "blob"].map(
    (name) => [name, text(version[name])] as const,
  );
  return [
    {
      ...Object.fromEntries(texts.filter(([, value]) => value !== "")),
      replacedAt,
      ...(createdAt === undefined ? {} : { createdAt }),
    },
  ];
}

const fileOfJson = (file: UnknownRecord): ReadAttachment =>
  fileOf(text(file["name"]), Buffer.from(text(file["content"]), "base64"));
