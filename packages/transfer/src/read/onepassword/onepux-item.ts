import type { Draft, DraftField } from "../../build/collect-items.ts";
import { PASSKEY_NOTICE, passkeyField } from "../../build/passkey-field.ts";
import { passwordHistory } from "../../build/password-history.ts";
import { unknownFields } from "../../build/unknown-fields.ts";
import type { CategoryPath, NoticeKind, ReadAttachment } from "../../model.ts";
import {
  flag,
  isBlank,
  isRecord,
  list,
  numberOf,
  record,
  secondsInstant,
  text,
  type UnknownRecord,
} from "../../parse/unknown-values.ts";
import type { Documents } from "./onepux-files.ts";
import { readValue } from "./onepux-value.ts";

const KIND_OF_CATEGORY: Readonly<Record<string, string>> = {
  "001": "login",
  "002": "card",
  "003": "note",
  "004": "identity",
  "005": "login",
  "006": "document",
  "100": "licence",
  "101": "bank",
  "102": "login",
  "103": "identity",
  "104": "identity",
  "105": "other",
  "106": "identity",
  "107": "other",
  "108": "identity",
  "109": "other",
  "110": "login",
  "111": "login",
  "112": "login",
  "113": "other",
  "114": "ssh-key",
  "115": "other",
};

const READ_DETAILS = new Set([
  "loginFields",
  "notesPlain",
  "sections",
  "passwordHistory",
  "password",
  "documentAttributes",
  "passkey",
  "passkeys",
]);
const ADDRESS_IDS = new Set(["url", "hostname", "website"]);

/** What is gathered for an item while its fields are read. */
interface Gathered {
  username: string;
  password: string;
  account: string;
  readonly urls: string[];
  readonly fields: DraftField[];
  readonly attachments: ReadAttachment[];
  readonly notices: (readonly [NoticeKind, string])[];
}

export async function onepuxDraft(
  item: UnknownRecord,
  category: CategoryPath,
  { titles, documents }: { readonly titles: ReadonlyMap<string, string>; readonly documents: Documents },
): Promise<{ draft: Draft; notices: Gathered["notices"] }> {
  const details = record(item["details"]);
  const overview = record(item["overview"]);
  const code = text(item["categoryUuid"]);
  const kind = Object.hasOwn(KIND_OF_CATEGORY, code) ? KIND_OF_CATEGORY[code] : undefined;
  const gathered: Gathered = {
    username: "",
    password: "",
    account: "",
    urls: [overview["url"], ...list(overview["urls"]).map((url) => (isRecord(url) ? url["url"] : url))].map(
      text,
    ),
    fields: [],
    attachments: [],
    notices: kind === undefined ? [["noted", `1Password's category ${code || "none"} isn't known here`]] : [],
  };
  for (const field of list(details["loginFields"]).map(record)) addLoginField(field, gathered);
  gathered.password ||= text(details["password"]);
  if (!isBlank(details["documentAttributes"]))
    await addFile(record(details["documentAttributes"]), documents, gathered);
  for (const section of list(details["sections"]).map(record))
    for (const field of list(section["fields"]).map(record))
      await addSectionField(field, text(section["title"]), { titles, documents, gathered });
  addOthers(details, gathered);

  const created = secondsInstant(item["createdAt"]);
  const uuid = text(item["uuid"]);
  const state = text(item["state"]);
  const { notices, ...values } = gathered;
  return {
    notices,
    draft: {
      ...values,
      sourceId: uuid === "" ? null : `1password:${uuid}`,
      kind: kind ?? "other",
      name: text(overview["title"]),
      categories: category.length > 0 ? [category] : [],
      blob: text(details["notesPlain"]),
      tags: [...list(overview["tags"]).map(text), ...(state === "archived" ? ["archived"] : [])],
      favourite: (numberOf(item["favIndex"]) ?? 0) >= 1,
      trashed: flag(item["trashed"]) || state === "trashed" || state === "deleted",
      createdAt: created,
      updatedAt: secondsInstant(item["updatedAt"]),
      ...passwordHistory(
        list(details["passwordHistory"])
          .map(record)
          .map((old) => ({ password: text(old["value"]), replacedAt: secondsInstant(old["time"]) })),
        created,
      ),
    },
  };
}

function addLoginField(field: UnknownRecord, gathered: Gathered): void {
  const value = text(field["value"]);
  const designation = text(field["designation"]);
  if (designation === "username" && gathered.username === "") gathered.username = value;
  else if (designation === "password" && gathered.password === "") gathered.password = value;
  else {
    const name = text(field["name"]) || text(field["id"]);
    const type = text(field["fieldType"]);
    if (type === "C") gathered.fields.push({ name, value: value === "" ? "" : "true" });
    else gathered.fields.push({ name, value, ...(type === "P" ? { kind: "hidden" } : {}) });
  }
}

async function addSectionField(
  field: UnknownRecord,
  section: string,
  {
    titles,
    documents,
    gathered,
  }: { titles: ReadonlyMap<string, string>; documents: Documents; gathered: Gathered },
): Promise<void> {
  const id = text(field["id"]);
  const title = text(field["title"]) || id;
  const named = (label: string): string => (section === "" ? label : `${section}: ${label}`);
  const values = isRecord(field["value"]) ? Object.entries(field["value"]) : [["string", field["value"]]];
  for (const [type, value] of values) {
    if (isBlank(value)) continue;
    if (type === "file") await addFile(record(value), documents, gathered);
    else if (type === "url") gathered.urls.push(text(value));
    else if (section !== "" || !fillPlace(id, text(value), gathered)) {
      const { fields, unknown } = readValue(text(type), value, titles);
      if (unknown)
        gathered.notices.push(["noted", `a field of a type that isn't known (${text(type)}) is kept hidden`]);
      for (const { label, ...read } of fields) gathered.fields.push({ name: named(label ?? title), ...read });
    }
  }
}

/** A field of the first level, by its id: whether it has an own place. */
function fillPlace(id: string, value: string, gathered: Gathered): boolean {
  if (ADDRESS_IDS.has(id) && /^[a-z][a-z0-9+.-]*:\/\//i.test(value)) {
    gathered.urls.push(value);
    return true;
  }
  if (id === "username" && gathered.username === "") gathered.username = value;
  else if ((id === "password" || id === "credential") && gathered.password === "") gathered.password = value;
  else if (id === "accountNo" && gathered.account === "") gathered.account = value;
  else return false;
  return true;
}

async function addFile(file: UnknownRecord, documents: Documents, gathered: Gathered): Promise<void> {
  const name = text(file["fileName"]);
  const attachment = await documents.take(text(file["documentId"]), name);
  if (typeof attachment === "string")
    gathered.notices.push(["partly", `the file ${name || "without a name"} is left out: ${attachment}`]);
  else gathered.attachments.push(attachment);
}

function addOthers(details: UnknownRecord, gathered: Gathered): void {
  const passkeys = [details["passkey"], ...list(details["passkeys"])].filter((passkey) => !isBlank(passkey));
  for (const passkey of passkeys) {
    gathered.fields.push(passkeyField(passkey, text(record(passkey)["rpId"])));
    gathered.notices.push(["partly", PASSKEY_NOTICE]);
  }
  const others = Object.fromEntries(Object.entries(details).filter(([key]) => !READ_DETAILS.has(key)));
  gathered.fields.push(...unknownFields(others));
}
