import type { CustomField } from "../items/custom-fields.ts";
import type { FieldValues } from "../items/fields.ts";
import type { KindFieldId } from "../items/kind-fields.ts";
import type { Kind } from "../items/kinds.ts";
import { parseWebAddress } from "../items/web-address.ts";
import { parseOtpauth } from "../otp/otpauth.ts";
import { foldText } from "../search/fold-text.ts";

/** What items are matched by. */
export type MatchedValues = Pick<
  FieldValues,
  "kind" | "name" | "url" | "moreUrls" | "account" | "username" | "password" | "totp" | "blob" | "fields"
>;

/** Items with one of these keys in common are the same one, most likely. */
export function matchKeys(item: MatchedValues): string[] {
  if (item.kind === "login") {
    const user = userOf(item);
    return sitesOf(item).map((site) => keyOf("login", user, site));
  }
  const own = OWN_KEYS[item.kind]?.(item) ?? "";
  return [own === "" ? contentKey(item) : keyOf(item.kind, "own", own)];
}

/** The part of an address that tells two accounts apart: of a website its host, and the port where it is unusual; no path. */
function siteOf(address: string): string {
  const text = address.trim();
  const [, scheme = "", authority = ""] = /^([a-z][\w+.-]*):\/\/([^/?#]*)/i.exec(text) ?? [];
  if (scheme !== "" && !/^https?$/i.test(scheme))
    return `${scheme.toLowerCase()}://${authority.replace(/^.*@/, "").toLowerCase()}`;
  const web = parseWebAddress(text);
  if (web === null) return text.toLowerCase();
  const host = web.host.replace(/^www\./, "");
  return web.port === "" ? host : `${host}:${web.port}`;
}

/** Without an address, the name is what tells it apart. */
export function sitesOf({
  name,
  url,
  moreUrls,
}: Pick<MatchedValues, "name" | "url"> & { readonly moreUrls: readonly string[] }): string[] {
  const sites = new Set([url, ...moreUrls].filter((address) => address.trim() !== "").map(siteOf));
  return sites.size === 0 ? [keyOf("name", foldText(name))] : [...sites];
}

export function userOf({ username, account }: Pick<MatchedValues, "username" | "account">): string {
  const user = username.trim() === "" ? account : username;
  return user.normalize("NFC").trim().toLowerCase();
}

const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);

const valueOf = (fields: readonly CustomField[], id: KindFieldId): string =>
  fields.find((field) => field.id === id)?.value ?? "";

const compact = (text: string): string => text.replace(/[\s-]+/g, "").toLowerCase();

/** What a kind without a user is known by; "" where the item doesn't have it. */
const OWN_KEYS: { readonly [Name in Kind]?: (item: MatchedValues) => string } = {
  card: ({ fields }) => valueOf(fields, "card-number").replace(/\D/g, ""),
  "ssh-key": ({ fields }) =>
    valueOf(fields, "fingerprint").trim() || publicKeyOf(valueOf(fields, "public-key")),
  wifi: ({ fields }) => valueOf(fields, "ssid"),
  bank: ({ fields, account }) => compact(valueOf(fields, "iban")) || compact(account),
  licence: ({ fields }) => compact(valueOf(fields, "licence-key")),
};

/** Without the comment behind it. */
const publicKeyOf = (text: string): string => text.trim().split(/\s+/).slice(0, 2).join(" ");

/** Equal names, and equal notes; of items without notes, equal fields. */
function contentKey({ kind, name, blob, fields }: MatchedValues): string {
  const content = blob === "" ? fields.map(({ name: label, value }) => [label, value]) : blob;
  return keyOf(kind, "content", foldText(name), JSON.stringify(content));
}

/** Whether an item is a one-time code and nothing else, as authenticator apps keep them. */
export const isCodeAlone = (item: MatchedValues): boolean =>
  item.kind === "login" &&
  item.totp !== "" &&
  item.password === "" &&
  item.url === "" &&
  item.moreUrls.length === 0 &&
  item.fields.length === 0;

/** What a one-time code that is alone is looked for by. */
export function codeKeys(item: MatchedValues): string[] {
  const read = parseOtpauth(item.totp);
  const issuer = (read.ok ? read.otp.issuer : "") || item.name;
  return issuer === "" ? [] : [keyOf("code", userOf(item), foldText(issuer))];
}

/** By what a login is found for a one-time code: its name, its hosts, and their labels before the suffix. */
export function codeTargetKeys(item: MatchedValues): string[] {
  if (item.kind !== "login") return [];
  const user = userOf(item);
  const hosts = [item.url, ...item.moreUrls].flatMap((address) => {
    const host = parseWebAddress(address)?.host.replace(/^www\./, "");
    return host === undefined ? [] : [host, labelOf(host)];
  });
  return [...new Set([foldText(item.name), ...hosts])]
    .filter((text) => text !== "")
    .map((text) => keyOf("code", user, text));
}

const SECOND_LEVEL = /^(?:ac|co|com|edu|gov|gv|ne|net|or|org)$/;

/** `example` of mail.example.org and of example.co.uk. */
function labelOf(host: string): string {
  const labels = host.split(".");
  const before = labels.length - 2;
  const isSuffix =
    before > 0 && SECOND_LEVEL.test(labels[before] ?? "") && (labels.at(-1) ?? "").length === 2;
  return labels[isSuffix ? before - 1 : before] ?? "";
}

/** The secret of a one-time code, to compare it; a code that can't be read is compared as text. */
export function secretOfCode(totp: string): string {
  const read = parseOtpauth(totp);
  return read.ok ? read.otp.secret.join(",") : totp;
}
