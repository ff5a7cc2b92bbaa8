import type { Draft, DraftField } from "../../build/collect-items.ts";
import { otpauthUri } from "../../build/otpauth-uri.ts";
import { PASSKEY_NOTICE, passkeyField } from "../../build/passkey-field.ts";
import { unknownField } from "../../build/unknown-fields.ts";
import type { NoticeKind } from "../../model.ts";
import {
  compactJson,
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
import { CREDENTIAL_TYPES } from "./credential-types.ts";
import { credentialFields, cxfField, valueOf } from "./cxf-fields.ts";

type Notices = (readonly [NoticeKind, string])[];

/** What an item's credentials add up to. */
interface Gathered {
  username: string;
  password: string;
  kind: string | null;
  readonly urls: string[];
  readonly notes: string[];
  readonly fields: DraftField[];
  readonly notices: Notices;
}

export function cxfDraft(
  item: UnknownRecord,
  titles: ReadonlyMap<string, string>,
): { draft: Draft; notices: Notices } {
  const scope = record(item["scope"]);
  const gathered: Gathered = {
    username: "",
    password: "",
    kind: null,
    urls: list(scope["urls"]).map(text),
    notes: [],
    fields: [],
    notices: [],
  };
  const apps = list(scope["androidApps"])
    .map((app) => text(record(app)["bundleId"]))
    .filter((bundle) => bundle !== "");
  gathered.urls.push(...apps.map((bundle) => `androidapp://${bundle}`));
  for (const credential of list(item["credentials"]).filter(isRecord))
    addCredential(credential, gathered, titles);
  if (!isBlank(item["subtitle"])) gathered.fields.push({ name: "Subtitle", value: text(item["subtitle"]) });
  if (!isBlank(item["extensions"])) gathered.fields.push(unknownField("extensions", item["extensions"]));
  const { username, password, kind, urls, notes, fields, notices } = gathered;
  return {
    notices,
    draft: {
      kind: kind ?? (notes.length > 0 ? "note" : "login"),
      name: text(item["title"]),
      urls,
      username,
      password,
      blob: notes.join("\n\n"),
      fields,
      tags: list(item["tags"]).map(text),
      favourite: flag(item["favorite"]),
      createdAt: secondsInstant(item["creationAt"]),
      updatedAt: secondsInstant(item["modifiedAt"]),
    },
  };
}

function addCredential(
  credential: UnknownRecord,
  gathered: Gathered,
  titles: ReadonlyMap<string, string>,
): void {
  const type = text(credential["type"]);
  const own = Object.hasOwn(ADD, type) ? ADD[type] : undefined;
  if (own) {
    own(credential, gathered, titles);
    return;
  }
  const known = Object.hasOwn(CREDENTIAL_TYPES, type) ? CREDENTIAL_TYPES[type] : undefined;
  if (known) {
    gathered.kind ??= known.kind;
    gathered.fields.push(...credentialFields(credential, known.names));
    return;
  }
  gathered.fields.push({ name: type || "credential", kind: "hidden", value: compactJson(credential) });
  gathered.notices.push(["noted", `a credential of a type that isn't known here (${type}) is kept hidden`]);
}

/** Credentials with their own places, by type. */
const ADD: Readonly<
  Record<string, (source: UnknownRecord, gathered: Gathered, titles: ReadonlyMap<string, string>) => void>
> = {
  "basic-auth": (source, gathered) => {
    gathered.kind = "login";
    gathered.urls.push(...list(source["urls"]).map(text));
    addUsername(valueOf(source["username"]), gathered);
    addPassword(valueOf(source["password"]), gathered);
  },
  "generated-password": (source, gathered) => {
    gathered.kind ??= "login";
    addPassword(valueOf(source["password"]), gathered);
  },
  totp: (source, gathered) => {
    gathered.kind ??= "login";
    const uri = otpauthUri({
      type: "totp",
      issuer: valueOf(source["issuer"]),
      account: valueOf(source["username"]),
      secret: valueOf(source["secret"]),
      algorithm: valueOf(source["algorithm"]),
      digits: numberOf(source["digits"]),
      period: numberOf(source["period"]),
    });
    gathered.fields.push({ name: "otp", value: uri, code: true });
  },
  note: (source, gathered) => {
    gathered.notes.push(valueOf(source["content"]));
  },
  wifi: (source, gathered) => {
    gathered.kind ??= "wifi";
    const { ssid, passphrase, networkSecurityType, hidden, ...others } = source;
    gathered.fields.push(cxfField("SSID", ssid), cxfField("Security", networkSecurityType));
    addPassword(valueOf(passphrase), gathered);
    if (!isBlank(hidden)) gathered.fields.push(cxfField("Hidden", hidden));
    gathered.fields.push(...credentialFields(others, {}));
  },
  "ssh-key": (source, gathered) => {
    gathered.kind ??= "ssh-key";
    const { privateKey, ...others } = source;
    gathered.fields.push({ name: "Private key", kind: "hidden", value: pemOf(valueOf(privateKey)) });
    gathered.fields.push(
      ...credentialFields(others, { publicKey: "Public key", fingerprint: "Fingerprint" }),
    );
  },
  "api-key": (source, gathered) => {
    gathered.kind ??= "login";
    const { key, username, url, ...others } = source;
    addUsername(valueOf(username), gathered);
    addPassword(valueOf(key), gathered);
    gathered.urls.push(valueOf(url));
    gathered.fields.push(...credentialFields(others, {}));
  },
  "custom-fields": (source, gathered) => {
    const section = valueOf(source["label"]);
    for (const field of list(source["fields"])) {
      const label = text(record(field)["label"]);
      const name = section === "" ? label : `${section}: ${label}`;
      gathered.fields.push({ ...cxfField(name, field), empty: true });
    }
  },
  "item-reference": (source, gathered, titles) => {
    const reference = record(source["reference"]);
    const id = text(reference["item"]);
    gathered.fields.push({ name: "Item", value: titles.get(id) || id });
  },
  passkey: (source, gathered) => {
    gathered.kind ??= "login";
    gathered.fields.push(passkeyField(source, text(source["rpId"])));
    gathered.notices.push(["partly", PASSKEY_NOTICE]);
  },
  file: (source, gathered) => {
    gathered.notices.push([
      "partly",
      `the content of the file ${text(source["name"]) || "without a name"} isn't in the export`,
    ]);
  },
};

function addUsername(username: string, gathered: Gathered): void {
  if (gathered.username === "") gathered.username = username;
  else gathered.fields.push({ name: "User name 2", value: username });
}

function addPassword(password: string, gathered: Gathered): void {
  if (gathered.password === "") gathered.password = password;
  else gathered.fields.push({ name: "Password 2", kind: "hidden", value: password });
}

/** PKCS #8 in base64url, as the PEM that SSH programs read; anything else stays unchanged. */
function pemOf(key: string): string {
  if (!/^[\w-]+=*$/.test(key)) return key;
  const lines =
    Buffer.from(key, "base64url")
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return ["-----BEGIN PRIVATE KEY-----", ...lines, "-----END PRIVATE KEY-----", ""].join("\n");
}
