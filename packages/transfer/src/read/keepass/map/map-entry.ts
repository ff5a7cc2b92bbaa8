import type { Draft, DraftField } from "../../../build/collect-items.ts";
import { findCodes, type KeyedText } from "../../../keepass/codes.ts";
import { isAddress, STANDARD_KEYS } from "../../../keepass/keys.ts";
import { isOwnKey, type OwnData, restoreRaw } from "../../../keepass/own-data.ts";
import { dayOf } from "../../../keepass/times.ts";
import type { NoticeKind } from "../../../model.ts";
import type { RawEntry, RawString } from "../xml/raw-vault.ts";
import type { ResolveReferences } from "./references.ts";

export type Say = (kind: NoticeKind, about: string) => void;

/** An entry's values as an item's. Category, instants, history and attachments come from elsewhere. */
export function draftOf(
  entry: RawEntry,
  own: OwnData | null,
  { references, say }: { readonly references: ResolveReferences; readonly say: Say },
): Draft {
  let replaced = false;
  let left = false;
  const resolve = (text: string): string => {
    const resolved = references(text);
    replaced ||= resolved.replaced;
    left ||= resolved.left;
    return resolved.text;
  };
  const standard = new Map<string, RawString>();
  const own5 = (key: string): string => resolve(restoreRaw(own, key, standard.get(key)?.value ?? ""));
  const rest: RawString[] = [];
  for (const string of entry.strings) {
    if (string.sealed) rest.push({ ...string, key: `${string.key} (encrypted)`, hidden: true });
    else if (STANDARD_KEYS.has(string.key) && !standard.has(string.key)) standard.set(string.key, string);
    else rest.push({ ...string, value: restoreRaw(own, string.key, string.value) });
  }
  if (entry.strings.some(({ sealed }) => sealed))
    say("partly", "has values that are encrypted in the file, which can't be opened; they are kept as text");

  const addresses = rest.filter(isAddress).toSorted((a, b) => addressNumber(a.key) - addressNumber(b.key));
  const codes = findCodes(rest);
  if (codes.kept !== null) say("partly", codes.kept);
  if (rest.some(({ key }) => key.startsWith("KPEX_PASSKEY_")))
    say("partly", "the passkey is kept as fields: it can't be used from here");
  const account = own ? rest.find(({ key }) => key === "Account") : undefined;
  const taken = new Set<KeyedText>([...addresses, ...codes.used, ...(account ? [account] : [])]);
  const fields = rest.filter((string) => !taken.has(string));
  const draft: Draft = {
    kind: own?.kind ?? null,
    name: own5("Title"),
    username: own5("UserName"),
    password: own5("Password"),
    urls: [own5("URL"), ...addresses.map(({ value }) => resolve(value))],
    blob: own5("Notes"),
    account: account ? resolve(account.value) : "",
    codes: codes.codes,
    fields: inOwnOrder(
      [
        ...fields.map((string) => ({ key: string.key, field: fieldOf(string, resolve) })),
        ...extras(entry).map((field) => ({ key: "", field })),
      ],
      expiryOf(entry),
      own,
    ),
    ...tagsOf(entry, own),
  };
  if (replaced) say("noted", "references to other entries were replaced by the values that they name");
  if (left) say("partly", "a reference to another entry leads nowhere or to itself, and is left as text");
  return draft;
}

/** By its number: one without comes first, those of other programs' spelling last. */
const addressNumber = (key: string): number =>
  Math.min(Number(/\d+$/.exec(key.replace("KP2A_URL", ""))?.[0] ?? 0), 1e9) +
  (key.startsWith("KP2A") ? 0 : 1e9);

function fieldOf({ key, value, hidden }: RawString, resolve: (text: string) => string): DraftField {
  const secret = hidden || /^(?:KPEX_PASSKEY_|HmacOtp-Secret|TimeOtp-Secret|TOTP Seed$)/.test(key);
  return { name: key, kind: secret ? "hidden" : "text", value: resolve(value), empty: true };
}

const expiryOf = ({ expires, expiresAt }: RawEntry): string | null =>
  expires && expiresAt !== undefined ? dayOf(expiresAt) : null;

/** A file of ours says names, kinds and order; what it doesn't know comes behind, and the expiry last. */
function inOwnOrder(
  fields: readonly { readonly key: string; readonly field: DraftField }[],
  expiry: string | null,
  own: OwnData | null,
): DraftField[] {
  const ordered: DraftField[] = [];
  const left = new Map(fields.map((each) => [each, true]));
  let open = expiry;
  for (const [key, name, kind] of own?.fields ?? []) {
    if (key === null && open !== null) {
      ordered.push({ name, kind: "date", value: open });
      open = null;
    }
    const found = [...left.keys()].find((each) => each.key === key);
    if (!found) continue;
    left.delete(found);
    ordered.push({ ...found.field, name, kind });
  }
  ordered.push(...[...left.keys()].map(({ field }) => field));
  if (open !== null) ordered.push({ name: "Expires", kind: "date", value: open });
  return ordered;
}

/** What an entry has in addition to its strings. */
function extras(entry: RawEntry): DraftField[] {
  const fields: DraftField[] = [];
  if (entry.overrideUrl !== "") fields.push({ name: "Override URL", value: entry.overrideUrl });
  for (const [window, sequence] of entry.autoType)
    fields.push({
      name: window === "" ? "Auto-type" : `Auto-type: ${window}`,
      value: sequence || "(default)",
    });
  for (const [key, value] of entry.customData)
    if (!isOwnKey(key)) fields.push({ name: `Custom data: ${key}`, value });
  return fields;
}

function tagsOf(entry: RawEntry, own: OwnData | null): { tags: string[]; favourite: boolean } {
  if (own?.tags && own.tags.written === entry.tags)
    return { tags: [...own.tags.tags], favourite: own.tags.favourite };
  const tags = entry.tags
    .split(/[;,\t]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
  return { tags: tags.filter((tag) => tag !== "Favorite"), favourite: tags.includes("Favorite") };
}
