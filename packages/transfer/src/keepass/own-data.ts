import { CUSTOM_FIELD_KINDS, type CustomFieldKind } from "@opp/core/items/custom-fields";
import { writableText } from "./xml-text.ts";

/**
 * What KDBX has no place for, in an entry's custom data, so that our file comes back unchanged. What another program changes in the
 * entry wins: each part says what it belongs to.
 */
export interface OwnData {
  readonly kind: string | null;
  /** In the item's order: the string's key (null: the entry's expiry), the field's own name, its kind. */
  readonly fields: readonly OwnField[];
  readonly tags: OwnTags | null;
  readonly times: OwnTimes | null;
  /** Names of attachments by those in the entry. */
  readonly files: ReadonlyMap<string, string>;
  /** Values with characters that XML can't hold, by the string's key. */
  readonly raw: ReadonlyMap<string, string>;
}

export type OwnField = readonly [key: string | null, name: string, kind: CustomFieldKind];

export interface OwnTags {
  /** The entry's tags in the file. */
  readonly written: string;
  readonly tags: readonly string[];
  readonly favourite: boolean;
}

/** Milliseconds since 1970; null: the item has none. `written`: creation, modification and move as the file has them, in seconds. */
export interface OwnTimes {
  readonly written: readonly number[];
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  readonly passwordChangedAt: number | null;
  readonly deletedAt: number | null;
  readonly replacedAt: number | null;
}

const PREFIX = "opp.";
const RAW = "opp.raw.";

/** null: not an entry of ours. */
export function readOwnData(customData: readonly (readonly [string, string])[]): OwnData | null {
  const own = customData.filter(([key]) => key.startsWith(PREFIX));
  if (own.length === 0) return null;
  const json = (key: string): unknown => {
    try {
      return JSON.parse(own.find(([each]) => each === key)?.[1] ?? "null");
    } catch {
      return null;
    }
  };
  return {
    kind: own.find(([key]) => key === "opp.kind")?.[1] ?? null,
    fields: listOf(json("opp.fields")).flatMap(readField),
    tags: readTags(json("opp.tags")),
    times: readTimes(json("opp.times")),
    files: new Map(
      listOf(json("opp.files")).flatMap((pair): [string, string][] => {
        const [written, name] = listOf(pair);
        return typeof written === "string" && typeof name === "string" ? [[written, name]] : [];
      }),
    ),
    raw: new Map(
      own
        .filter(([key]) => key.startsWith(RAW))
        .map(([key, value]) => [key.slice(RAW.length), Buffer.from(value, "base64").toString("utf16le")]),
    ),
  };
}

export const isOwnKey = (key: string): boolean => key.startsWith(PREFIX);

export function writeOwnData(data: OwnData): [key: string, value: string][] {
  const { kind, fields, tags, times, files, raw } = data;
  const pairs: [string, string][] = [];
  if (kind !== null) pairs.push(["opp.kind", kind]);
  if (fields.length > 0) pairs.push(["opp.fields", asciiJson(fields)]);
  if (tags) pairs.push(["opp.tags", asciiJson(tags)]);
  if (times) pairs.push(["opp.times", asciiJson(times)]);
  if (files.size > 0) pairs.push(["opp.files", asciiJson([...files])]);
  for (const [key, value] of raw) pairs.push([RAW + key, Buffer.from(value, "utf16le").toString("base64")]);
  return pairs;
}

/** The value that was written, unless the entry's was changed since. */
export function restoreRaw(own: OwnData | null, key: string, value: string): string {
  const raw = own?.raw.get(key);
  return raw !== undefined && writableText(raw) === value ? raw : value;
}

/** JSON that any XML can hold. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^\u0020-\u007e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function readField(entry: unknown): OwnField[] {
  const [key, name, kind] = listOf(entry);
  const known = CUSTOM_FIELD_KINDS.find((each) => each === kind);
  return (typeof key === "string" || key === null) && typeof name === "string" && known
    ? [[key, name, known]]
    : [];
}

const membersOf = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);

function readTags(value: unknown): OwnTags | null {
  const members = membersOf(value);
  const written = members.get("written");
  if (typeof written !== "string") return null;
  return {
    written,
    tags: listOf(members.get("tags")).filter((tag) => typeof tag === "string"),
    favourite: members.get("favourite") === true,
  };
}

function readTimes(value: unknown): OwnTimes | null {
  const members = membersOf(value);
  const instant = (key: string): number | null => {
    const found = members.get(key);
    return typeof found === "number" && Number.isSafeInteger(found) && found >= 0 ? found : null;
  };
  const written = listOf(members.get("written")).filter((each) => typeof each === "number");
  if (written.length === 0) return null;
  return {
    written,
    createdAt: instant("createdAt"),
    updatedAt: instant("updatedAt"),
    passwordChangedAt: instant("passwordChangedAt"),
    deletedAt: instant("deletedAt"),
    replacedAt: instant("replacedAt"),
  };
}
