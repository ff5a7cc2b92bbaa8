import { type OwnData, type OwnTimes, writeOwnData } from "../../keepass/own-data.ts";
import { writeTime } from "../../keepass/times.ts";
import { writableText } from "../../keepass/xml-text.ts";
import type { ReadItem, ReadVersion } from "../../model.ts";
import { entryParts } from "./entry-parts.ts";
import type { TreeItem } from "./vault-tree.ts";
import type { XmlWriter } from "./xml-writer.ts";

/** KeePass' own icons, by number. */
const ICONS: Readonly<Record<string, number>> = {
  login: 0,
  identity: 9,
  note: 7,
  card: 66,
  bank: 37,
  "ssh-key": 30,
  wifi: 12,
  licence: 67,
  document: 22,
  other: 46,
};

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

export interface EntryWriting {
  readonly xml: XmlWriter;
  readonly now: number;
  /** Number of a content in the file's pool. */
  readonly refOf: (sha256: string) => number;
}

export function writeEntry({ xml, now, refOf }: EntryWriting, { item, uuid, before }: TreeItem): void {
  const parts = entryParts(item);
  const created = item.createdAt ?? now;
  const updated = item.updatedAt ?? item.createdAt ?? now;
  const moved = (item.trashed ? item.deletedAt : undefined) ?? updated;
  const files = namedFiles(item);

  xml.open("Entry");
  writeTop(xml, { uuid, icon: ICONS[item.kind ?? ""] ?? 0, tags: parts.written });
  writeTimes(xml, { created, updated, moved, expires: parts.expires });
  if (before) xml.leaf("PreviousParentGroup", before.toString("base64"));
  for (const { key, value, isProtected } of parts.strings) xml.string(key, value, isProtected);
  for (const { written, sha256 } of files) xml.binary(written, refOf(sha256));
  writeAutoType(xml);
  xml.customData(
    writeOwnData({
      kind: item.kind,
      fields: parts.fields,
      tags: parts.tags,
      times: {
        written: [created, updated, moved].map(seconds),
        createdAt: item.createdAt ?? null,
        updatedAt: item.updatedAt ?? null,
        passwordChangedAt: item.passwordChangedAt ?? null,
        deletedAt: item.deletedAt ?? null,
        replacedAt: null,
      },
      files: new Map(
        files.filter(({ written, name }) => written !== name).map(({ written, name }) => [written, name]),
      ),
      raw: parts.raw,
    }),
  );
  xml.open("History");
  let began = created;
  for (const version of item.history ?? []) {
    writeVersion(xml, version, {
      uuid,
      created,
      began: version.createdAt ?? Math.min(began, version.replacedAt),
    });
    began = version.replacedAt;
  }
  xml.close("History");
  xml.close("Entry");
}

function writeVersion(
  xml: XmlWriter,
  version: ReadVersion,
  { uuid, created, began }: { readonly uuid: Buffer; readonly created: number; readonly began: number },
): void {
  const values: Readonly<Record<string, string>> = {
    Title: version.name ?? "",
    UserName: version.username ?? "",
    Password: version.password ?? "",
    URL: version.url ?? "",
    Notes: version.blob ?? "",
  };
  const times: OwnTimes = {
    written: [created, began, began].map(seconds),
    createdAt: version.createdAt ?? null,
    updatedAt: null,
    passwordChangedAt: null,
    deletedAt: null,
    replacedAt: version.replacedAt,
  };
  xml.open("Entry");
  writeTop(xml, { uuid, icon: 0, tags: "" });
  writeTimes(xml, { created: Math.min(created, began), updated: began, moved: began, expires: null });
  for (const [key, value] of Object.entries(values)) xml.string(key, value, key === "Password");
  writeAutoType(xml);
  xml.customData(writeOwnData({ ...NOTHING_OWN, times, raw: rawOf(values) }));
  xml.close("Entry");
}

const NOTHING_OWN: OwnData = {
  kind: null,
  fields: [],
  tags: null,
  times: null,
  files: new Map(),
  raw: new Map(),
};

const rawOf = (values: Readonly<Record<string, string>>): Map<string, string> =>
  new Map(Object.entries(values).filter(([, value]) => writableText(value) !== value));

function writeTop(
  xml: XmlWriter,
  { uuid, icon, tags }: { readonly uuid: Buffer; readonly icon: number; readonly tags: string },
): void {
  xml.leaves({
    UUID: uuid.toString("base64"),
    IconID: String(icon),
    ForegroundColor: "",
    BackgroundColor: "",
    OverrideURL: "",
    Tags: tags,
  });
}

/** All seven, which some programs insist on. */
export function writeTimes(
  xml: XmlWriter,
  times: {
    readonly created: number;
    readonly updated: number;
    readonly moved: number;
    readonly expires: string | null;
  },
): void {
  const expiry = times.expires === null ? times.updated : Date.parse(`${times.expires}T23:59:59Z`);
  xml.open("Times");
  xml.leaves({
    LastModificationTime: writeTime(times.updated),
    CreationTime: writeTime(times.created),
    LastAccessTime: writeTime(times.updated),
    ExpiryTime: writeTime(expiry),
    Expires: times.expires === null ? "False" : "True",
    UsageCount: "0",
    LocationChanged: writeTime(times.moved),
  });
  xml.close("Times");
}

function writeAutoType(xml: XmlWriter): void {
  xml.open("AutoType");
  xml.leaves({ Enabled: "True", DataTransferObfuscation: "0" });
  xml.close("AutoType");
}

/** Names of files are unique in an entry. */
function namedFiles({ attachments = [] }: ReadItem) {
  const names = new Set<string>();
  return attachments.map(({ name, sha256 }) => {
    const plain = writableText(name) || "file";
    const dot = plain.lastIndexOf(".");
    const [stem, ending] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ""];
    let written = plain;
    for (let number = 2; names.has(written); number += 1) written = `${stem} (${number})${ending}`;
    names.add(written);
    return { name, written, sha256 };
  });
}
