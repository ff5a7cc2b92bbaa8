import { randomBytes } from "node:crypto";
import { encodeBase32 } from "@opp/core/otp/base32";
import { parseOtpauth } from "@opp/core/otp/otpauth";
import type { CategoryPath, ReadField, ReadItem } from "../../model.ts";
import type { ContentSource } from "../content-source.ts";

type Json = Readonly<Record<string, unknown>>;

const APP = /^androidapp:\/\/([^/?#]+)/i;

/**
 * FIDO's Credential Exchange Format, version 1.0, in clear and in pieces. Items in the trash and files' content are left out: the format
 * has no place for the one, and the other belongs into an archive.
 */
export async function* writeCxf(
  { categories, items }: ContentSource,
  { host, madeAt }: { readonly host: string; readonly madeAt: number },
): AsyncGenerator<string> {
  const inCategory = new Map<string, string[]>();
  const head = JSON.stringify({
    version: { major: 1, minor: 0 },
    exporterRpId: host,
    exporterDisplayName: "OpenPassPhrase",
    timestamp: seconds(madeAt),
  });
  yield `${head.slice(0, -1)},"accounts":[{"id":"${newId()}","username":"","email":"","items":[`;
  let first = true;
  for await (const item of items) {
    if (item.trashed) continue;
    const id = newId();
    const key = keyOf(item.category);
    inCategory.set(key, [...(inCategory.get(key) ?? []), id]);
    const text = JSON.stringify({ id, ...cxfItem(item) });
    yield first ? text : `,${text}`;
    first = false;
  }
  yield `],"collections":${JSON.stringify(collectionsOf(categories, inCategory, []))}}]}`;
}

const newId = (): string => randomBytes(16).toString("base64url");
const keyOf = (path: CategoryPath): string => JSON.stringify(path);
const seconds = (instant: number): number => Math.floor(instant / 1000);

function collectionsOf(
  categories: readonly CategoryPath[],
  items: ReadonlyMap<string, readonly string[]>,
  parent: CategoryPath,
): Json[] {
  const isChild = (path: CategoryPath) =>
    path.length === parent.length + 1 && parent.every((name, level) => path[level] === name);
  return categories.filter(isChild).map((path) => ({
    id: newId(),
    title: path.at(-1) ?? "",
    items: (items.get(keyOf(path)) ?? []).map((item) => ({ item })),
    subCollections: collectionsOf(categories, items, path),
  }));
}

function cxfItem(item: ReadItem): Json {
  const addresses = [item.url, ...item.moreUrls].filter((address) => address !== "");
  const apps = addresses.flatMap((address) => APP.exec(address)?.[1] ?? []);
  return {
    ...(item.createdAt === undefined ? {} : { creationAt: seconds(item.createdAt) }),
    ...(item.updatedAt === undefined ? {} : { modifiedAt: seconds(item.updatedAt) }),
    title: item.name,
    favorite: item.favourite,
    tags: item.tags,
    scope: {
      urls: addresses.filter((address) => !APP.test(address)),
      androidApps: apps.map((bundleId) => ({ bundleId })),
    },
    credentials: credentialsOf(item),
  };
}

function credentialsOf(item: ReadItem): Json[] {
  const credentials: Json[] = [];
  if (item.username !== "" || item.password !== "")
    credentials.push({
      type: "basic-auth",
      ...(item.username === "" ? {} : { username: field("string", item.username) }),
      ...(item.password === "" ? {} : { password: field("concealed-string", item.password) }),
    });
  if (item.totp !== "") credentials.push(...totpOf(item.totp));
  credentials.push(...customFields(item));
  if (item.blob !== "") credentials.push({ type: "note", content: field("string", item.blob) });
  return credentials;
}

function totpOf(uri: string): Json[] {
  const read = parseOtpauth(uri);
  if (!read.ok) return [];
  const { otp } = read;
  // The format knows codes in digits only.
  if (otp.encoder === "steam")
    return [{ type: "custom-fields", fields: [{ ...field("concealed-string", uri), label: "otp" }] }];
  return [
    {
      type: "totp",
      secret: encodeBase32(otp.secret),
      period: otp.periodSeconds,
      digits: otp.digits,
      algorithm: otp.algorithm.toLowerCase(),
      username: otp.account,
      ...(otp.issuer === "" ? {} : { issuer: otp.issuer }),
    },
  ];
}

/** Fields by their section, which is what is before the colon of a name. */
function customFields({ account, fields, attachments = [] }: ReadItem): Json[] {
  const all: ReadField[] = [
    ...(account === "" ? [] : [{ name: "Account", kind: "text" as const, value: account }]),
    ...fields,
    ...attachments.map(({ name, sha256 }) => ({
      name: `File: ${name}`,
      kind: "text" as const,
      value: sha256,
    })),
  ];
  const sections = new Map<string, Json[]>();
  for (const { name, kind, value } of all) {
    const [, section = "", label = name] = /^([^:]+): (.+)$/s.exec(name) ?? [];
    const type = kind === "hidden" ? "concealed-string" : kind === "date" ? "date" : "string";
    sections.set(section, [...(sections.get(section) ?? []), { ...field(type, value), label }]);
  }
  return [...sections].map(([label, own]) => ({
    type: "custom-fields",
    ...(label === "" ? {} : { label }),
    fields: own,
  }));
}

const field = (fieldType: string, value: string): Json => ({ fieldType, value });
