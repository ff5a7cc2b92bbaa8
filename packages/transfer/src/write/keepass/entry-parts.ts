import { encodeBase32 } from "@opp/core/otp/base32";
import { normalizeTotp } from "@opp/core/otp/normalize-totp";
import { parseOtpauth } from "@opp/core/otp/otpauth";
import { findCodes, isSteam } from "../../keepass/codes.ts";
import { isAddress, STANDARD_KEYS } from "../../keepass/keys.ts";
import type { OwnField, OwnTags } from "../../keepass/own-data.ts";
import { writableText } from "../../keepass/xml-text.ts";
import type { ReadField, ReadItem } from "../../model.ts";

export interface WrittenString {
  readonly key: string;
  readonly value: string;
  readonly isProtected: boolean;
}

export interface EntryParts {
  readonly strings: readonly WrittenString[];
  /** The entry's expiry, a day; null: none. */
  readonly expires: string | null;
  readonly fields: readonly OwnField[];
  readonly written: string;
  /** null: the written tags say it. */
  readonly tags: OwnTags | null;
  /** Values that XML can't hold, by key. */
  readonly raw: ReadonlyMap<string, string>;
}

/** What an item is in an entry: strings that other programs understand, and what only we understand. */
export function entryParts(item: ReadItem): EntryParts {
  const strings: WrittenString[] = [
    { key: "Title", value: item.name, isProtected: false },
    { key: "UserName", value: item.username, isProtected: false },
    { key: "Password", value: item.password, isProtected: true },
    { key: "URL", value: item.url, isProtected: false },
    { key: "Notes", value: item.blob, isProtected: false },
  ];
  if (item.totp !== "") strings.push({ key: "otp", value: writtenOut(item.totp), isProtected: true });
  item.moreUrls.forEach((value, index) =>
    strings.push({ key: index === 0 ? "KP2A_URL" : `KP2A_URL_${index}`, value, isProtected: false }),
  );
  if (item.account !== "") strings.push({ key: "Account", value: item.account, isProtected: false });

  const keys = new Set([...strings.map(({ key }) => key), ...STANDARD_KEYS, "Account"]);
  const taken = codesAmong(item);
  const expiry = item.fields.find(isExpiry);
  const fields: OwnField[] = [];
  for (const field of item.fields) {
    if (field === expiry) {
      fields.push([null, field.name, "date"]);
      continue;
    }
    const key = freeKey(field, keys, taken);
    keys.add(key);
    strings.push({ key, value: field.value, isProtected: field.kind === "hidden" });
    fields.push([key, field.name, field.kind]);
  }
  return {
    strings,
    expires: expiry?.value ?? null,
    fields,
    ...writtenTags(item),
    raw: new Map(
      strings
        .filter(({ value }) => writableText(value) !== value)
        .map(({ key, value }) => [writableText(key), value]),
    ),
  };
}

const isExpiry = ({ name, kind, value }: ReadField): boolean =>
  name === "Expires" &&
  kind === "date" &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  !Number.isNaN(Date.parse(value));

/** Fields that a KeePass program, and our reader, would take for the item's code. */
function codesAmong({ fields, totp }: ReadItem): ReadonlySet<string> {
  const strings = fields.map(({ name, value }) => ({ key: name, value }));
  const { used } = findCodes(strings);
  const taken = new Set([...used].map(({ key }) => key));
  // A code that isn't usable here, such as Steam's, keeps the key that it is found by.
  const otp = fields.find(({ name }) => name === "otp");
  const usable = otp !== undefined && !isSteam(otp.value) && normalizeTotp(otp.value).ok;
  if (otp?.kind === "hidden" && totp === "" && !usable) taken.delete("otp");
  return taken;
}

function freeKey({ name, value }: ReadField, keys: ReadonlySet<string>, taken: ReadonlySet<string>): string {
  const plain = writableText(name);
  const reserved =
    STANDARD_KEYS.has(plain) || plain === "Account" || taken.has(name) || isAddress({ key: plain, value });
  const wanted = reserved || plain === "" ? `Field: ${plain}` : plain;
  for (let number = 2, key = wanted; ; number += 1) {
    if (!keys.has(key)) return key;
    key = `${wanted} (${number})`;
  }
}

/** With issuer, period and digits, which other programs don't all guess alike. */
function writtenOut(totp: string): string {
  const read = parseOtpauth(totp);
  if (!read.ok || read.otp.encoder !== "digits") return totp;
  const { secret, issuer, algorithm, digits, periodSeconds } = read.otp;
  const label = /^otpauth:\/\/totp\/([^?]*)/.exec(totp)?.[1] ?? "";
  const parts = [
    `secret=${encodeBase32(secret)}`,
    ...(issuer === "" ? [] : [`issuer=${encodeURIComponent(issuer)}`]),
    `period=${periodSeconds}`,
    `digits=${digits}`,
    ...(algorithm === "SHA1" ? [] : [`algorithm=${algorithm}`]),
  ];
  return `otpauth://totp/${label}?${parts.join("&")}`;
}

function writtenTags({ tags, favourite }: ReadItem): { written: string; tags: OwnTags | null } {
  const written = [
    ...tags.map((tag) => writableText(tag).replace(/[;,\t]+/g, " ")),
    ...(favourite ? ["Favorite"] : []),
  ].join(";");
  const plain = tags.every(
    (tag) => /^[^;,\t]+$/.test(tag) && tag.trim() === tag && writableText(tag) === tag,
  );
  return plain && !tags.includes("Favorite")
    ? { written, tags: null }
    : { written, tags: { written, tags, favourite } };
}
