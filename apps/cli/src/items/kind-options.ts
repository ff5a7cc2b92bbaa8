import { readFileSync } from "node:fs";
import type { CustomField } from "@opp/core/items/custom-fields";
import { parseMonth, writeMonth } from "@opp/core/items/formats/month";
import { sshFacts } from "@opp/core/items/formats/ssh-key";
import { type KindField, type KindFieldId, kindField } from "@opp/core/items/kind-fields";
import { setKindFields, splitFields } from "@opp/core/items/kind-values";
import { KIND_NAMES, type Kind, kindFieldsOf, kindNamed } from "@opp/core/items/kinds";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import type { SecretRequest } from "../terminal/secret-input.ts";
import { decodeUtf8 } from "../text/decode-utf8.ts";
import { visible } from "../text/visible.ts";

// What `add` and `edit` take for the fields of a kind, and for custom ones.

export const KIND_OPTION = ["--kind <kind>", `what the item is: ${KIND_NAMES.join(", ")}`, readKind] as const;
export const SET_OPTION = [
  "--set <field=value>",
  "a field of its kind, or a custom one; repeat for several",
  collect,
] as const;
export const SET_FILE_OPTION = [
  "--set-file <field=path>",
  "a field from a file, such as a private key",
  collect,
] as const;
export const ASK_OPTION = ["--ask <field>", "ask for a field, hidden; repeat for several", collect] as const;

function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** @throws CliFailure */
export function readKind(text: string): Kind {
  const kind = kindNamed(text.trim().toLowerCase());
  if (kind) return kind;
  throw new CliFailure(
    EXIT.usage,
    `"${visible(text)}" isn't a kind of item. Kinds: ${KIND_NAMES.join(", ")}.`,
  );
}

interface KindChoice {
  readonly set?: readonly string[] | undefined;
  readonly setFile?: readonly string[] | undefined;
  readonly ask?: readonly string[] | undefined;
}

/** What `--ask` asks for; the names are also those that `secret` takes. */
export const askedOfKind = ({ ask = [] }: KindChoice): readonly SecretRequest<string>[] =>
  ask.map((field) => ({
    name: `ask ${field}`,
    what: `the field "${visible(field)}"`,
    fileOption: `--set-file "${visible(field)}=PATH"`,
    isMultiline: true,
  }));

interface ItemFields {
  readonly kind: Kind;
  readonly fields: readonly CustomField[];
}

/** The item's fields with the values that the options name; undefined: they name none. @throws CliFailure */
export function readKindFields(
  { set = [], setFile = [], ask = [] }: KindChoice,
  { kind, fields }: ItemFields,
  secret: (name: string) => { reveal(): string },
): CustomField[] | undefined {
  if (set.length + setFile.length + ask.length === 0) return undefined;
  let next = [...fields];
  for (const [named, value] of set.map(parts)) next = setField(kind, next, { named, value, isSecret: false });
  for (const [named, path] of setFile.map(parts))
    next = setField(kind, next, { named, value: readText(path), isSecret: true });
  for (const named of ask)
    next = setField(kind, next, { named, value: secret(`ask ${named}`).reveal(), isSecret: true });
  return kind === "ssh-key" ? withSshFacts(next) : next;
}

interface Setting {
  readonly named: string;
  readonly value: string;
  /** It comes from where others can't see it. */
  readonly isSecret: boolean;
}

/** A field by its id or name; another name makes a custom field, and an empty value takes it away. */
function setField(
  kind: Kind,
  fields: readonly CustomField[],
  { named, value, isSecret }: Setting,
): CustomField[] {
  const name = named.trim().toLowerCase();
  const ofKind = kindFieldsOf(kind).find((field) => field.id === name || field.name.toLowerCase() === name);
  const own = fields.findIndex((field) => field.name.toLowerCase() === name);
  const isHidden = ofKind ? ofKind.kind === "hidden" : fields[own]?.kind === "hidden";
  if (isHidden && !isSecret)
    throw new CliFailure(
      EXIT.usage,
      `Others can see arguments, so don't pass "${visible(named)}" in one: use --ask "${visible(named)}" or --set-file "${visible(named)}=PATH".`,
    );
  if (ofKind) return setKindFields(kind, fields, { [ofKind.id]: asKept(ofKind, value) });
  if (own >= 0)
    return fields.flatMap((field, at) =>
      at === own ? (value === "" ? [] : [{ ...field, value }]) : [field],
    );
  return value === "" ? [...fields] : [...fields, { name: named, kind: isSecret ? "hidden" : "text", value }];
}

function asKept({ format }: KindField, value: string): string {
  const month = format === "month" ? parseMonth(value) : null;
  return month ? writeMonth(month) : value;
}

/** The public key and the fingerprint, where they follow from the private key. */
function withSshFacts(fields: readonly CustomField[]): CustomField[] {
  const { byId } = splitFields("ssh-key", fields);
  const valueOf = (id: KindFieldId) => byId.get(id)?.field.value ?? "";
  const facts = sshFacts({ privateKey: valueOf("private-key"), publicKey: valueOf("public-key") });
  return setKindFields("ssh-key", fields, {
    "public-key": facts.publicKey,
    fingerprint: facts.fingerprint,
  });
}

function parts(text: string): [field: string, rest: string] {
  const at = text.indexOf("=");
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  // Not repeated: it may be a secret.
  throw new CliFailure(EXIT.usage, '--set and --set-file need a field and a value: --set "Brand=Visa".');
}

function readText(path: string): string {
  const text = decodeUtf8(readFileSync(path));
  if (text === null) throw new CliFailure(EXIT.usage, `${visible(path)} isn't valid UTF-8.`);
  return text.includes("-----BEGIN ") ? text : text.replace(/\r?\n$/, "");
}

/** What `--set`, `--set-file` and `--ask` offer, for completion. */
export const KIND_FIELD_CHOICES: readonly string[] = [
  ...new Set(KIND_NAMES.flatMap((kind) => kindFieldsOf(kind).map(({ id }) => kindField(id).id))),
];
