import { collectItems, type Draft, type ItemCollector } from "../../build/collect-items.ts";
import { itemRecords } from "../../build/item-records.ts";
import { otpauthUri } from "../../build/otpauth-uri.ts";
import type { CategoryPath } from "../../model.ts";
import {
  compactJson,
  flag,
  isRecord,
  list,
  numberOf,
  record,
  text,
  type UnknownRecord,
} from "../../parse/unknown-values.ts";
import type { Reader } from "../reader.ts";
import { notThis, shapeOf } from "../shape-of.ts";
import { openAegis } from "./open-aegis.ts";

export const aegisJson: Reader = {
  format: "aegis-json",
  recognise: (look) =>
    look.shape === "json" && isRecord(look.value) && "header" in look.value && "db" in look.value,
  read: async (look, { password }) => {
    const { value } = shapeOf(look, "json", "aegis-json");
    if (!isRecord(value) || !("db" in value)) throw notThis("aegis-json");
    const db = isRecord(value["db"]) ? value["db"] : record(await openAegis(value, password));
    const collector = collectItems("aegis-json");
    const groups = new Map(
      list(db["groups"])
        .map(record)
        .map((group) => [text(group["uuid"]), collector.category([text(group["name"])])]),
    );
    for (const entry of itemRecords(db["entries"], collector)) {
      const draft = aegisDraft(entry, groups, collector);
      const name = collector.item(draft);
      if (!isOtp(entry))
        collector.note("partly", "a code of a kind that isn't known here is kept as hidden text", {
          item: name,
        });
    }
    return collector.done();
  },
};

const isOtp = (entry: UnknownRecord): boolean => ["totp", "hotp", "steam"].includes(typeOf(entry));
const typeOf = (entry: UnknownRecord): string => text(entry["type"]).toLowerCase();

function aegisDraft(
  entry: UnknownRecord,
  groups: ReadonlyMap<string, CategoryPath>,
  { category }: ItemCollector,
): Draft {
  const issuer = text(entry["issuer"]);
  const account = text(entry["name"]);
  const uuid = text(entry["uuid"]);
  // Aegis 2 wrote one group, by its name.
  const group = text(entry["group"]);
  const categories = list(entry["groups"]).flatMap((id) => {
    const path = groups.get(text(id));
    return path && path.length > 0 ? [path] : [];
  });
  const info = record(entry["info"]);
  return {
    sourceId: uuid === "" ? null : `aegis:${uuid}`,
    kind: "login",
    name: issuer || account,
    username: account,
    categories: group === "" ? categories : [...categories, category([group])],
    blob: text(entry["note"]),
    favourite: flag(entry["favorite"]),
    ...(isOtp(entry)
      ? { codes: [{ text: codeOf(typeOf(entry), info, { issuer, account }) }] }
      : { fields: [{ name: "otp", kind: "hidden", value: compactJson({ type: entry["type"], info }) }] }),
  };
}

function codeOf(
  type: string,
  info: UnknownRecord,
  { issuer, account }: { readonly issuer: string; readonly account: string },
): string {
  return otpauthUri({
    type: type === "hotp" ? "hotp" : "totp",
    issuer,
    account,
    secret: text(info["secret"]),
    algorithm: text(info["algo"]),
    digits: numberOf(info["digits"]),
    period: numberOf(info["period"]),
    counter: numberOf(info["counter"]),
    ...(type === "steam" ? { encoder: "steam" } : {}),
  });
}
