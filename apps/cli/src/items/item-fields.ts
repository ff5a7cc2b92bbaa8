import type { Item } from "@openpassphrase/client";
import { textOf } from "@opp/core/items/field-values";
import {
  entryOf,
  FIELD_NAMES,
  type FieldName,
  WRITTEN_FIELDS,
  type WrittenFieldName,
} from "@opp/core/items/fields";
import { groupCardNumber } from "@opp/core/items/formats/card-number";
import { showMonth } from "@opp/core/items/formats/month";
import { type KindField, kindField } from "@opp/core/items/kind-fields";
import { copiedValue } from "@opp/core/items/kind-values";
import { DEFAULT_KIND, type Kind, kindEntry } from "@opp/core/items/kinds";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { visible } from "../text/visible.ts";
import { serverNow } from "../vault/server-clock.ts";

const WORDS = { yes: "yes", no: "no" };

const say = (item: Item, name: FieldName): string =>
  name === "tags" ? item.tags.join(", ") : textOf(item[name], WORDS);

/** The fields by the names that `--field` takes. */
const FIELDS: ReadonlyMap<string, FieldName> = new Map(
  FIELD_NAMES.flatMap((name) => {
    const { opp } = entryOf(name);
    return opp === undefined ? [] : [[opp, name]];
  }),
);

/** What `--field` takes, for a sentence. */
export const FIELD_CHOICES: readonly string[] = ["id", ...FIELDS.keys()];

/** A field's value: a built-in one, `totp` for the code of this moment, or one of the item's own by its name. @throws CliFailure */
export async function readField(item: Item, field: string): Promise<string> {
  if (field === "id") return String(item.id);
  if (field === "totp") return currentCode(item);
  const builtIn = FIELDS.get(field);
  if (builtIn) return say(item, builtIn);
  const own = item.fields.find(({ id, name }) => name === field || id === field);
  if (own) return copiedValue(own);
  throw new CliFailure(
    EXIT.notFound,
    `"${visible(item.name)}" has no field "${visible(field)}". It has: ${[...FIELD_CHOICES, ...item.fields.map(({ name }) => visible(name))].join(", ")}.`,
  );
}

/** The one-time code, from the item's secret and the server's clock, which the answer with the item told. @throws CliFailure */
async function currentCode(item: Item): Promise<string> {
  if (item.totp === "") throw new CliFailure(EXIT.notFound, `"${visible(item.name)}" has no one-time code.`);
  const [{ parseOtpauth }, { oneTimeCode }] = await Promise.all([
    import("@opp/core/otp/otpauth"),
    import("@opp/core/otp/one-time-code"),
  ]);
  const read = parseOtpauth(item.totp);
  if (!read.ok) throw new CliFailure(EXIT.damaged, read.problem);
  return oneTimeCode(read.otp, serverNow()).code;
}

const HIDDEN = "••••••••";

/** An item as a person reads it, a line a field; what is secret is hidden unless `shown`. */
export function describeItem(item: Item, category: string, shown: boolean): [title: string, value: string][] {
  const secret = (text: string) => (text === "" ? "" : shown ? text : HIDDEN);
  const line = (name: FieldName): [string, string] => {
    const { label, isSecret, type } = entryOf(name);
    const text = type === "flag" && item[name] === false ? "" : say(item, name);
    return [label, isSecret ? secret(text) : text];
  };
  const lines: [string, string][] = [
    ["Id", String(item.id)],
    ...(item.kind === DEFAULT_KIND ? [] : [kindLine(item.kind)]),
    ...FIRST.map(line),
    ["URL", [item.url, ...item.moreUrls].filter(Boolean).join("\n")],
    line("account"),
    ...MORE_FIELDS.map(line),
    ["Category", category],
    line("tags"),
    line("favourite"),
    ...item.fields.map((field): [string, string] => [
      field.name,
      field.kind === "hidden" ? secret(shownValue(field)) : shownValue(field),
    ]),
    line("blob"),
  ];
  return lines.filter(([, value]) => value !== "");
}

/** As cards have it, where it is of a card. */
function shownValue({ id, value }: Item["fields"][number]): string {
  if (id === "card-number") return groupCardNumber(value);
  return id !== undefined && formatOf(kindField(id)) === "month" ? showMonth(value) : value;
}

const formatOf = ({ format }: KindField) => format;

const kindLine = (kind: Kind): [string, string] => [entryOf("kind").label, kindEntry(kind).label];

const FIRST = ["name", "username", "password", "totp"] as const;
const PLACED: ReadonlySet<WrittenFieldName> = new Set<WrittenFieldName>([
  ...FIRST,
  "url",
  "moreUrls",
  "account",
  "tags",
  "favourite",
  "fields",
  "blob",
  "kind",
]);
const MORE_FIELDS = WRITTEN_FIELDS.filter((name) => !PLACED.has(name));
