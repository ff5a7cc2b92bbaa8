import { type OwnData, restoreRaw } from "../../../keepass/own-data.ts";
import type { ReadVersion } from "../../../model.ts";
import type { RawEntry } from "../xml/raw-vault.ts";

export interface EntryTimes {
  readonly createdAt: number | undefined;
  readonly updatedAt: number | undefined;
  readonly passwordChangedAt: number | undefined;
  readonly deletedAt: number | undefined;
  readonly history: readonly ReadVersion[];
}

/** The entry's own instants, and its earlier states with when each was replaced by the next. */
export function timesOf(
  entry: RawEntry,
  trashed: boolean,
  ownOf: (entry: RawEntry) => OwnData | null,
): EntryTimes {
  const { createdAt, updatedAt } = entry;
  // Some writers don't keep the order.
  const olds = entry.history
    .map((old) => ({ old, own: ownOf(old), since: old.updatedAt }))
    .toSorted((a, b) => (a.since ?? 0) - (b.since ?? 0));
  const history = olds.map(({ old, own, since }, index): ReadVersion => {
    const next = olds[index + 1]?.since ?? updatedAt ?? since ?? createdAt ?? 0;
    const exact = own?.times?.written[1] === seconds(since) ? own?.times : null;
    const began = exact ? (exact.createdAt ?? undefined) : since;
    return {
      ...statesOf(old, own),
      ...(began === undefined ? {} : { createdAt: began }),
      replacedAt: exact?.replacedAt ?? Math.max(next, since ?? 0),
    };
  });
  const deletedAt = trashed ? entry.movedAt : undefined;
  const times = ownOf(entry)?.times;
  if (times && times.written[0] === seconds(createdAt) && times.written[1] === seconds(updatedAt))
    return {
      createdAt: times.createdAt ?? undefined,
      updatedAt: times.updatedAt ?? undefined,
      passwordChangedAt: times.passwordChangedAt ?? undefined,
      deletedAt:
        trashed && times.written[2] === seconds(deletedAt) ? (times.deletedAt ?? undefined) : deletedAt,
      history,
    };
  return {
    createdAt,
    updatedAt,
    deletedAt,
    history,
    passwordChangedAt: passwordChangedAt(entry, updatedAt, olds),
  };
}

const seconds = (milliseconds: number | undefined): number =>
  milliseconds === undefined ? -1 : Math.floor(milliseconds / 1000);

/** Since when the entry has its present password, if an earlier state had another; undefined: the file doesn't say. */
function passwordChangedAt(
  entry: RawEntry,
  updatedAt: number | undefined,
  olds: readonly { readonly old: RawEntry; readonly since: number | undefined }[],
): number | undefined {
  const password = valueOf(entry, "Password");
  let since = updatedAt;
  for (const { old, since: began } of olds.toReversed()) {
    if (valueOf(old, "Password") !== password) return since;
    since = began;
  }
  return undefined;
}

function statesOf(old: RawEntry, own: OwnData | null): Omit<ReadVersion, "replacedAt"> {
  const value = (key: string) => restoreRaw(own, key, valueOf(old, key));
  const [name, username, password, url, blob] = ["Title", "UserName", "Password", "URL", "Notes"].map(value);
  return {
    ...(name ? { name } : {}),
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
    ...(url ? { url } : {}),
    ...(blob ? { blob } : {}),
  };
}

export const valueOf = (entry: RawEntry, key: string): string =>
  entry.strings.find((string) => string.key === key)?.value ?? "";
