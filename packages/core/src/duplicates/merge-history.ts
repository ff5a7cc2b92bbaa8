import type { CustomField } from "../items/custom-fields.ts";
import { readFields } from "../items/field-values.ts";
import type { FieldValues } from "../items/fields.ts";
import { LIMITS } from "../rules/limits.ts";
import type { IncomingItem, IncomingVersion } from "./incoming.ts";
import { contentOf } from "./item-digest.ts";

/** The hidden field that takes the passwords of versions beyond what is kept. */
export const OLDER_PASSWORDS = "Older passwords";

/** A state that an item had. */
export interface OldState {
  readonly values: FieldValues;
  readonly createdAt: number;
  readonly replacedAt: number;
  /** Its record, where the file is our own archive. */
  readonly record?: Readonly<Record<string, unknown>>;
  /** What lost in a merge, whose instants say nothing of what else it differs in. */
  readonly isLoser?: true;
}

/** One that the database has already. */
export interface KeptState extends OldState {
  readonly id: number;
}

/** The history of a file's item, as versions of what the item is here. @param current fills in what the file doesn't keep. */
export function statesOf(item: IncomingItem, current: FieldValues): OldState[] {
  const history = item.history ?? [];
  return history.map((old, at) => ({
    values: old.record ? readFields(old.record) : stateOf(old, current),
    createdAt: old.createdAt ?? history[at - 1]?.replacedAt ?? item.createdAt ?? old.replacedAt,
    replacedAt: old.replacedAt,
    ...(old.record ? { record: old.record } : {}),
  }));
}

/** A file that keeps whole states says so by a name; there, what is absent was empty. */
function stateOf(old: IncomingVersion, current: FieldValues): FieldValues {
  const isWhole = old.name !== undefined;
  return {
    ...current,
    name: old.name ?? current.name,
    username: old.username ?? (isWhole ? "" : current.username),
    password: old.password ?? (isWhole ? "" : current.password),
    url: old.url ?? (isWhole ? "" : current.url),
    blob: old.blob ?? (isWhole ? "" : current.blob),
    passwordChangedAt: null,
  };
}

export interface HistoryToKeep {
  /** In the order of their instants. */
  readonly added: readonly OldState[];
  /** Versions of the database that are one too many. */
  readonly dropped: readonly number[];
  /** `<day> <password>` of each that isn't kept as a version. */
  readonly olderPasswords: readonly string[];
}

/**
 * The union of two histories, the newest `keep` of it as versions. No password is lost: those of older states go into a list.
 * @param current what the item is afterwards; a state with no other password is worth no line in the list.
 * @param before what it is now, if that becomes a version, too, which takes one place more; null: it doesn't.
 */
export function uniteHistories(
  kept: readonly KeptState[],
  incoming: readonly OldState[],
  {
    keep,
    current,
    before,
  }: { readonly keep: number; readonly current: FieldValues; readonly before: FieldValues | null },
): HistoryToKeep {
  const known = new Set(
    kept.flatMap(({ values, replacedAt }) => [byContent(values), byTime(values, replacedAt)]),
  );
  const fresh: OldState[] = [];
  for (const state of incoming.toSorted(byReplacement)) {
    const keys = [byContent(state.values)];
    if (!state.isLoser) keys.push(byTime(state.values, state.replacedAt));
    // An archive's history comes back whole, a password that was used twice included.
    const isWhole = kept.length === 0 && state.record !== undefined;
    if (!isWhole && keys.some((key) => known.has(key))) continue;
    keys.forEach((key) => known.add(key));
    fresh.push(state);
  }
  const all = [...kept, ...fresh].toSorted(byReplacement);
  const places = before ? keep - 1 : keep;
  const excess = Math.max(0, all.length - Math.max(0, places));
  const gone = new Set<OldState>(all.slice(0, excess));
  const staying = new Set([
    current.password,
    ...(before && keep > 0 ? [before.password] : []),
    ...all.slice(excess).map(({ values }) => values.password),
  ]);
  const lines = new Map(
    [...gone]
      .filter(({ values }) => values.password !== "" && !staying.has(values.password))
      .map(({ values, replacedAt }) => [values.password, `${dayOf(replacedAt)} ${values.password}`]),
  );
  return {
    added: fresh.filter((state) => !gone.has(state)),
    dropped: kept.filter((state) => gone.has(state)).map(({ id }) => id),
    olderPasswords: [...lines.values()],
  };
}

const byReplacement = (a: OldState, b: OldState): number => a.replacedAt - b.replacedAt;

const byContent = ({ tags: _, favourite: __, ...values }: FieldValues): string =>
  contentOf({ ...values, tags: [], favourite: false });

const byTime = ({ password }: FieldValues, replacedAt: number): string =>
  JSON.stringify([password, replacedAt]);

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** The fields with the list of older passwords, behind the others; lines that are in one of them already aren't added. */
export function withOlderPasswords(fields: readonly CustomField[], lines: readonly string[]): CustomField[] {
  const lists = fields.filter(({ name, kind }) => kind === "hidden" && name.startsWith(OLDER_PASSWORDS));
  const there = new Set(lists.flatMap(({ value }) => value.split("\n")));
  const added = lines.filter((line) => !there.has(line));
  if (added.length === 0) return [...fields];
  const values: string[] = [];
  for (const line of added) {
    const last = values.at(-1);
    const joined = last === undefined ? line : `${last}\n${line}`;
    if (last !== undefined && joined.length <= LIMITS.customFieldValueChars)
      values[values.length - 1] = joined;
    else values.push(line);
  }
  const first = lists.length + 1;
  const named = values.map((value, at) => ({
    name: first + at === 1 ? OLDER_PASSWORDS : `${OLDER_PASSWORDS} ${first + at}`,
    kind: "hidden" as const,
    value,
  }));
  return [...fields, ...named];
}
