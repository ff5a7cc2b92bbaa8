import { type SealableRecord, sealRecord } from "../../cipher/record.ts";
import type { FileRow, RowDecision } from "../../duplicates/decide-row.ts";
import { limitPassed } from "../../duplicates/item-limits.ts";
import { type KnownItem, valuesOfIncoming } from "../../duplicates/known-item.ts";
import {
  type HistoryToKeep,
  type KeptState,
  type OldState,
  statesOf,
  uniteHistories,
  withOlderPasswords,
} from "../../duplicates/merge-history.ts";
import { mergeItems } from "../../duplicates/merge-items.ts";
import type { CategoryId, ItemId } from "../../ids.ts";
import { asVersionId } from "../../ids.ts";
import { readFields } from "../../items/field-values.ts";
import type { FieldValues } from "../../items/fields.ts";
import type { ItemSource } from "../../items/item-source.ts";
import type { RandomBytes } from "../../random-bytes.ts";
import type { MadeItem, MergedItemRow, NewVersion } from "../../store/import-batch-store.ts";
import type { ItemRow, ItemVersionRow } from "../../store/rows.ts";
import type { OpenVault } from "../open-vault.ts";
import { importedRecord } from "../records/item-record.ts";
import { openItemRecord, openVersionRecord, unlessDamaged } from "../records/open-rows.ts";

/** What holds for all rows of an import. */
export interface ImportWriting {
  readonly vault: OpenVault;
  readonly random: RandomBytes;
  readonly now: number;
  readonly keepVersions: number;
  readonly batch: number;
  readonly format: string;
  readonly formatName: string;
}

/** A row, sealed. */
export type WrittenRow =
  | { readonly outcome: "made"; readonly row: MadeItem; readonly known: KnownItem }
  | { readonly outcome: "merged"; readonly row: MergedItemRow; readonly known: KnownItem }
  /** A merge that changes nothing, or an item over a limit. */
  | { readonly outcome: "nothing" }
  | { readonly outcome: "over-limit"; readonly limit: string };

const sourceOf = ({ format, batch }: ImportWriting, { sourceId, digest }: FileRow): ItemSource => ({
  format,
  id: sourceId,
  batch,
  digest,
});

/** A new item, with its history. */
export function makeRow(
  writing: ImportWriting,
  row: FileRow,
  { id, categoryId }: { readonly id: ItemId; readonly categoryId: CategoryId | null },
): WrittenRow {
  const { item } = row;
  const { now, keepVersions } = writing;
  const plain = { ...valuesOfIncoming(item), ...changedByOf(item) };
  const states = statesOf(item, plain);
  const history = uniteHistories([], states, { keep: keepVersions, current: plain, before: null });
  const values = { ...plain, fields: withOlderPasswords(plain.fields, history.olderPasswords) };
  const limit = limitPassed(values);
  if (limit !== null) return { outcome: "over-limit", limit };
  const updatedAt = item.updatedAt ?? item.createdAt ?? now;
  const source = sourceOf(writing, row);
  const sealRev = history.added.length + 1;
  const made: MadeItem = {
    id,
    categoryId,
    isWithTrash: item.trashed,
    ...sealItem(
      item.record ? { ...writing, vault: { ...writing.vault, device: "" } } : writing,
      { id, sealRev },
      {
        before: item.record ?? null,
        values: { ...values, passwordChangedAt: passwordChangedAt(values, now) },
        source,
      },
    ),
    createdAt: item.createdAt ?? Math.min(updatedAt, now),
    updatedAt,
    usedAt: item.usedAt ?? null,
    // Nothing in the trash gets files: one that has some goes there afterwards.
    deletedAt: item.trashed && !item.attachments ? deletedAtOf(item, now) : null,
    versions: sealVersions(writing, id, { after: 0, ...history }),
  };
  const known = { id, revision: 1, updatedAt, isTrashed: item.trashed, values: { ...values, source } };
  return { outcome: "made", row: made, known };
}

/** An archive says which device changed an item last. */
const changedByOf = ({ record }: FileRow["item"]) =>
  record ? { changedBy: readFields(record).changedBy } : {};

export const deletedAtOf = ({ trashed, deletedAt }: FileRow["item"], now: number): number | null =>
  trashed ? (deletedAt ?? now) : null;

const passwordChangedAt = (
  { password, passwordChangedAt: known }: FieldValues,
  now: number,
): number | null => (password === "" ? null : (known ?? now));

/** What a merge reads of the item that it goes into. */
export interface MergeTarget {
  readonly row: ItemRow;
  readonly versions: readonly ItemVersionRow[];
}

/** The vault's item with what the file's brings. */
export function mergeRow(
  writing: ImportWriting,
  row: FileRow,
  { target, takeFile }: { readonly target: MergeTarget; readonly takeFile: boolean },
): WrittenRow {
  const { item } = row;
  const { vault, now, keepVersions } = writing;
  const before = openItemRecord(vault, target.row);
  const known = readFields(before);
  const fileUpdatedAt = item.updatedAt === undefined ? null : Math.min(item.updatedAt, now);
  const merged = mergeItems(
    { values: known, updatedAt: target.row.updatedAt },
    { values: valuesOfIncoming(item), updatedAt: fileUpdatedAt },
    { fileLabel: labelOf(writing, fileUpdatedAt), takeFile },
  );
  const loser = merged.isFileLost ? [loserOf(row, target.row, now)] : [];
  const kept = target.versions.flatMap((version): KeptState[] => {
    const record = unlessDamaged(() => openVersionRecord(vault, version));
    return record === null ? [] : [{ ...version, values: readFields(record) }];
  });
  const incoming = [...statesOf(item, merged.values), ...loser];
  const fresh = uniteHistories(kept, incoming, {
    keep: Number.POSITIVE_INFINITY,
    current: known,
    before: null,
  });
  if (!merged.isChanged && fresh.added.length === 0) return { outcome: "nothing" };
  const history = uniteHistories(kept, incoming, {
    keep: keepVersions,
    current: merged.values,
    before: known,
  });
  const values: FieldValues = {
    ...merged.values,
    fields: withOlderPasswords(merged.values.fields, history.olderPasswords),
  };
  const limit = limitPassed(values);
  if (limit !== null) return { outcome: "over-limit", limit };
  const { id, revision } = target.row;
  const sealRev = target.row.sealRev + history.added.length + 1;
  const updatedAt = Math.max(target.row.updatedAt, fileUpdatedAt ?? 0);
  const source = sourceOf(writing, row);
  return {
    outcome: "merged",
    row: {
      id,
      expectedRevision: revision,
      ...sealItem(writing, { id, sealRev }, { before, values, source }),
      updatedAt,
      versions: sealVersions(writing, id, { after: target.row.sealRev, ...history }),
      dropped: history.dropped.map(asVersionId),
    },
    known: { id, revision: revision + 1, updatedAt, isTrashed: false, values: { ...values, source } },
  };
}

const labelOf = ({ formatName }: ImportWriting, updatedAt: number | null): string =>
  updatedAt === null ? formatName : `${formatName}, ${new Date(updatedAt).toISOString().slice(0, 10)}`;

/** The file's state where the vault's wins: it was replaced when that was written, if it is older, and else now. */
function loserOf({ item }: FileRow, { updatedAt }: ItemRow, now: number): OldState {
  const isOlder = item.updatedAt !== undefined && item.updatedAt < updatedAt;
  return {
    values: valuesOfIncoming(item),
    createdAt: item.updatedAt ?? item.createdAt ?? now,
    replacedAt: isOlder ? updatedAt : now,
    isLoser: true,
  };
}

function sealItem(
  { vault, random }: ImportWriting,
  { id, sealRev }: { readonly id: ItemId; readonly sealRev: number },
  {
    before,
    values,
    source,
  }: {
    readonly before: SealableRecord | null;
    readonly values: FieldValues;
    readonly source: ItemSource | null;
  },
) {
  const record = importedRecord(before, values, { source, device: vault.device });
  const place = { table: "item" as const, ...vault.owner, id, sealRev };
  return { sealed: sealRecord(random, vault.keys, place, record), sealRev };
}

/** @param after the last seal revision that the item had. */
function sealVersions(
  { vault, random }: ImportWriting,
  id: ItemId,
  { after, added }: HistoryToKeep & { readonly after: number },
): NewVersion[] {
  return added.map(({ values, createdAt, replacedAt, record: before = null }, at) => {
    const sealRev = after + at + 1;
    const record = importedRecord(before, values, { source: null, device: "" });
    const place = { table: "item" as const, ...vault.owner, id, sealRev };
    return { sealed: sealRecord(random, vault.keys, place, record), sealRev, createdAt, replacedAt };
  });
}

export const takesFile = (choice: string | undefined): boolean => choice === "file";
export const targetIdOf = ({ action, target }: RowDecision): number | null =>
  action === "merge" ? (target?.id ?? null) : null;
