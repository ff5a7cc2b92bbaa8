import type { RawEntry } from "../xml/raw-vault.ts";

export interface ResolvedText {
  readonly text: string;
  readonly replaced: boolean;
  /** A reference leads nowhere, or back to itself, and is left as text. */
  readonly left: boolean;
}

export type ResolveReferences = (text: string) => ResolvedText;

const REFERENCE = /\{REF:([TUPANI])@([TUPANIO]):([^}]*)\}/gi;
const DEPTH_MAX = 10;
const STANDARD: Readonly<Record<string, string>> = {
  T: "Title",
  U: "UserName",
  P: "Password",
  A: "URL",
  N: "Notes",
};

/** What one file may ask for, since references can multiply. */
const LOOKS_MAX = 20_000_000;
const CHARS_MAX = 64 * 1024 * 1024;
const REPLACED_MAX = 1_000_000;

/** Replaces `{REF:P@I:…}` by the value that it names, in the first entry that fits, as KeePass does. */
export function createResolver(entries: readonly RawEntry[]): ResolveReferences {
  const byUuid = new Map<string, RawEntry>();
  for (const entry of entries) if (!byUuid.has(entry.uuid)) byUuid.set(entry.uuid, entry);
  const found = new Map<string, RawEntry | null>();
  let looks = 0;
  let chars = 0;
  let replacements = 0;

  function find(by: string, text: string): RawEntry | null {
    if (by === "I") return byUuid.get(text.trim().toLowerCase()) ?? null;
    const key = `${by}${text}`;
    const known = found.get(key);
    if (known !== undefined) return known;
    looks += entries.length;
    const wanted = text.toLowerCase();
    const entry =
      looks > LOOKS_MAX
        ? null
        : (entries.find((each) => searched(each, by).some((value) => value.toLowerCase().includes(wanted))) ??
          null);
    found.set(key, entry);
    return entry;
  }

  function resolve(text: string, open: readonly string[]): ResolvedText {
    let replaced = false;
    let left = false;
    const result = text.replace(
      REFERENCE,
      (reference: string, wanted: string, by: string, search: string) => {
        const key = reference.toUpperCase();
        replacements += 1;
        const stop = open.includes(key) || open.length >= DEPTH_MAX || replacements > REPLACED_MAX;
        const entry = stop || search === "" ? null : find(by.toUpperCase(), search);
        const inner = entry && resolve(valueOf(entry, wanted.toUpperCase()), [...open, key]);
        chars += inner?.text.length ?? 0;
        if (!inner || inner.left) left = true;
        if (!inner || chars > CHARS_MAX || inner.text === reference) return reference;
        replaced = true;
        return inner.text;
      },
    );
    return { text: result, replaced, left };
  }
  return (text) => (/\{REF:/i.test(text) ? resolve(text, []) : { text, replaced: false, left: false });
}

const valueOf = (entry: RawEntry, field: string): string =>
  field === "I"
    ? entry.uuid.toUpperCase()
    : (entry.strings.find(({ key }) => key === STANDARD[field])?.value ?? "");

const searched = (entry: RawEntry, by: string): string[] =>
  by === "O"
    ? entry.strings.filter(({ key }) => !Object.values(STANDARD).includes(key)).map(({ value }) => value)
    : [valueOf(entry, by)];
