import { ITEM_FIELDS } from "@opp/core/items/field-table";
import { LIMITS } from "@opp/core/rules/limits";
import { tidyTags } from "@opp/core/tags/tag-list";
import type { NoticeKind, ReadAttachment, ReadField } from "../model.ts";
import { cutText } from "./cut-text.ts";
import { fileOf } from "./file-of.ts";

interface Values {
  readonly name: string;
  readonly urls: readonly string[];
  readonly account: string;
  readonly username: string;
  readonly password: string;
  readonly blob: string;
  readonly fields: readonly ReadField[];
  readonly tags: readonly string[];
}

export interface Fitted extends Omit<Values, "urls"> {
  readonly url: string;
  readonly moreUrls: readonly string[];
  readonly attachments: readonly ReadAttachment[];
}

const MORE_FIELDS = "— more fields —";

/** What is over a limit of an item goes where it has room: a field, the notes, a text file. Nothing is cut without the whole being kept. */
export function fitFields(values: Values, say: (kind: NoticeKind, about: string) => void): Fitted {
  const attachments: ReadAttachment[] = [];
  const extra: ReadField[] = [];
  const short = (label: string, text: string, most: number): string => {
    if (text.length <= most) return text;
    say("partly", `${label} is longer than ${most} characters; the whole is kept in a field`);
    extra.push({ name: label, kind: "text", value: text });
    return cutText(text, most);
  };
  const name = short("Name", values.name, ITEM_FIELDS.name.maxChars);
  const username = short("User name", values.username, ITEM_FIELDS.username.maxChars);
  const account = short("Account", values.account, ITEM_FIELDS.account.maxChars);
  const password = values.password.length > ITEM_FIELDS.password.maxChars ? "" : values.password;
  if (password !== values.password) {
    say("partly", "the password is too long for its field and is kept as a file");
    attachments.push(textFile("Password.txt", values.password));
  }
  const addresses = fitAddresses(values.urls, extra);
  if (addresses.left > 0) say("noted", `${addresses.left} addresses have no room and became fields`);

  const fields: ReadField[] = [];
  for (const field of [...values.fields, ...extra]) {
    const fitted = fitField(field);
    if (fitted.value.length <= LIMITS.customFieldValueChars) fields.push(fitted);
    else {
      say("partly", `the field ${fitted.name} is too long and is kept as a file`);
      attachments.push(textFile(`${fitted.name}.txt`, field.value));
    }
  }
  const most = ITEM_FIELDS.fields.maxEntries;
  const over = fields.splice(most);
  let { blob } = values;
  if (over.length > 0) {
    say("partly", `has more than ${most} fields; the rest is in the notes, hidden ones in a file`);
    const lines = (some: readonly ReadField[]) => some.map(({ name: label, value }) => `${label}: ${value}`);
    const open = over.filter(({ kind }) => kind !== "hidden");
    const hidden = over.filter(({ kind }) => kind === "hidden");
    if (open.length > 0) blob = [blob, MORE_FIELDS, ...lines(open)].filter((line) => line !== "").join("\n");
    if (hidden.length > 0) attachments.push(textFile("More fields.txt", lines(hidden).join("\n")));
  }
  const { tags, rest } = fitTags(values.tags);
  if (rest.length > 0) {
    say("partly", "has more or longer tags than an item takes; the rest is in the notes");
    blob = [blob, `— more tags —`, ...rest].filter((line) => line !== "").join("\n");
  }
  if (blob.length > ITEM_FIELDS.blob.maxChars) {
    say("partly", "the notes are too long; the whole is kept as a file");
    attachments.push(textFile("notes.txt", blob));
    blob = cutText(blob, ITEM_FIELDS.blob.maxChars);
  }
  return {
    name,
    username,
    account,
    password,
    blob,
    fields,
    tags,
    url: addresses.url,
    moreUrls: addresses.moreUrls,
    attachments,
  };
}

function fitAddresses(urls: readonly string[], extra: ReadField[]) {
  const most = ITEM_FIELDS.moreUrls.maxEntries + 1;
  const fitting: string[] = [];
  let left = 0;
  urls.forEach((url, index) => {
    if (fitting.length < most && url.length <= ITEM_FIELDS.url.maxChars) fitting.push(url);
    else {
      left += 1;
      extra.push({ name: `URL ${index + 1}`, kind: "text", value: url });
    }
  });
  const [url = "", ...moreUrls] = fitting;
  return { url, moreUrls, left };
}

function fitField(field: ReadField): ReadField {
  const most = LIMITS.customFieldNameChars;
  if (field.name.length <= most) return field;
  return { ...field, name: cutText(field.name, most), value: `${field.name}\n${field.value}` };
}

function fitTags(all: readonly string[]) {
  const tidied = tidyTags(all);
  const fits = tidied.filter((tag) => tag.length <= ITEM_FIELDS.tags.maxChars);
  const tags = fits.slice(0, ITEM_FIELDS.tags.maxEntries);
  const kept = new Set(tags);
  return { tags, rest: tidied.filter((tag) => !kept.has(tag)) };
}

function textFile(name: string, text: string): ReadAttachment {
  return fileOf(name, new TextEncoder().encode(text));
}
