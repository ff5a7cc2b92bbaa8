import { collectItems, type Draft } from "../../build/collect-items.ts";
import { itemRecords } from "../../build/item-records.ts";
import { otpauthUri } from "../../build/otpauth-uri.ts";
import type { CategoryPath } from "../../model.ts";
import {
  firstText,
  isRecord,
  list,
  millisecondsInstant,
  numberOf,
  record,
  text,
  type UnknownRecord,
} from "../../parse/unknown-values.ts";
import type { Reader } from "../reader.ts";
import { notThis, shapeOf } from "../shape-of.ts";
import { openTwofas } from "./open-twofas.ts";

export const twofas: Reader = {
  format: "2fas",
  recognise: (look) => look.shape === "json" && isTwofas(look.value),
  read: async (look, { password }) => {
    const { value } = shapeOf(look, "json", "2fas");
    if (!isTwofas(value)) throw notThis("2fas");
    const source = record(value);
    const services =
      text(source["servicesEncrypted"]) === "" ? source["services"] : await openTwofas(source, password);
    const collector = collectItems("2fas");
    const groups = new Map(
      list(source["groups"])
        .map(record)
        .map((group) => [text(group["id"]), collector.category([text(group["name"])])]),
    );
    for (const service of itemRecords(services, collector)) collector.item(twofasDraft(service, groups));
    return collector.done();
  },
};

const isTwofas = (value: unknown): boolean =>
  isRecord(value) && ("servicesEncrypted" in value || ("services" in value && "schemaVersion" in value));

function twofasDraft(service: UnknownRecord, groups: ReadonlyMap<string, CategoryPath>): Draft {
  const otp = record(service["otp"]);
  const issuer = text(otp["issuer"]);
  const account = firstText(otp["account"], text(otp["label"]).replace(`${issuer}:`, ""));
  const type = text(otp["tokenType"]).toLowerCase();
  const path = groups.get(text(service["groupId"]));
  return {
    kind: "login",
    name: firstText(service["name"], issuer),
    username: account,
    categories: path && path.length > 0 ? [path] : [],
    codes: [
      {
        text: otpauthUri({
          type: type === "hotp" ? "hotp" : "totp",
          issuer,
          account,
          secret: text(service["secret"]),
          algorithm: text(otp["algorithm"]),
          digits: numberOf(otp["digits"]),
          period: numberOf(otp["period"]),
          counter: numberOf(otp["counter"]),
          ...(type === "steam" ? { encoder: "steam" } : {}),
        }),
      },
    ],
    updatedAt: millisecondsInstant(service["updatedAt"]),
  };
}
