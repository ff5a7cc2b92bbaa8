import { sealRecord } from "../../cipher/record.ts";
import { limitPassed } from "../../duplicates/item-limits.ts";
import {
  type DuplicateSide,
  differingFields,
  type MergedDuplicates,
  mergeDuplicates,
} from "../../duplicates/merge-duplicates.ts";
import type { KeptState } from "../../duplicates/merge-history.ts";
import { VaultError } from "../../errors.ts";
import { asItemId, asVersionId, type CategoryId } from "../../ids.ts";
import { isSameValue, readFields, textOf } from "../../items/field-values.ts";
import { entryOf, type WrittenFieldName } from "../../items/fields.ts";
import { LIMITS } from "../../rules/limits.ts";
import type {
  MergedItems,
  MergePreview,
  MergeRequest,
  MergeUndo,
  UndoneMerge,
} from "../../schemas/duplicates.ts";
import type { NewVersion } from "../../store/import-batch-store.ts";
import type { ItemRow } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";
import { type OpenVault, requireAllowed } from "../open-vault.ts";
import { importedRecord } from "../records/item-record.ts";
import { openItemRecord, openSummary, openVersionRecord, unlessDamaged } from "../records/open-rows.ts";
import { missingIds, requireKnown } from "../records/replaced.ts";

interface ReadSides {
  readonly rows: ReadonlyMap<number, ItemRow>;
  readonly merged: MergedDuplicates;
}

/** What a merge would make of these items; nothing is written, and no secret is answered. @throws VaultError NOT_FOUND, CONFLICT. */
export async function previewMerge(
  deps: VaultDeps,
  vault: OpenVault,
  request: MergeRequest,
): Promise<MergePreview> {
  const { merged } = await readSides(deps, vault, request);
  const { kept, others, values, history } = merged;
  const otherIds = new Set(others.map(({ id }) => id));
  const files = await deps.store.attachments.list(vault.scope);
  const sides = [kept, ...others];
  return {
    differences: differingFields(merged).flatMap((field) =>
      field === "favourite"
        ? []
        : {
            field,
            merged: shownText(values, field),
            from: sides.find((side) => isSameValue(side.values[field], values[field]))?.id ?? null,
            items: sides.map((side) => ({ id: side.id, text: shownText(side.values, field) })),
          },
    ),
    passwordFrom: merged.passwordFrom,
    asVersions: [...merged.asVersions],
    versions: history.added.length,
    olderPasswords: history.olderPasswords.length,
    files: files.filter((file) => otherIds.has(file.itemId) && file.state === "ready" && !file.deletedAt)
      .length,
    limit: limitPassed(values),
  };
}

const shownText = (values: DuplicateSide["values"], field: WrittenFieldName): string | null =>
  isShown(field) ? textOf(values[field], { yes: "yes", no: "no" }) : null;

/** What lists show isn't secret; of custom fields they show no hidden ones, but their texts here would tell those, too. */
const isShown = (field: WrittenFieldName): boolean => "listed" in entryOf(field) && field !== "fields";

/**
 * Makes one item of several, in one transaction: what the others have and it doesn't show becomes a version of it, their files are
 * its files, and they go to the trash. @throws VaultError NOT_FOUND, CONFLICT (naming the ids), INVALID_INPUT (over a limit).
 */
export async function mergeItems(
  deps: VaultDeps,
  vault: OpenVault,
  request: MergeRequest,
): Promise<MergedItems> {
  const { merged, rows } = await readSides(deps, vault, request);
  const { kept, others, values, history } = merged;
  const limit = limitPassed(values);
  if (limit !== null)
    throw new VaultError(
      "INVALID_INPUT",
      { table: "items" },
      `The merged item would be over a limit (${limit}).`,
    );
  const row = rows.get(kept.id);
  if (!row) throw new VaultError("NOT_FOUND", { table: "items", ids: [kept.id] });
  const sealRev = row.sealRev + history.added.length + 1;
  const seal = (
    at: number,
    before: Readonly<Record<string, unknown>> | null,
    { of, device }: { readonly of: typeof values; readonly device: string },
  ) =>
    sealRecord(
      deps.random,
      vault.keys,
      { table: "item", ...vault.owner, id: row.id, sealRev: at },
      importedRecord(before, of, { source: of.source, device }),
    );
  const versions = history.added.map(
    ({ values: old, record = null, createdAt, replacedAt }, at): NewVersion => ({
      sealRev: row.sealRev + at + 1,
      sealed: seal(row.sealRev + at + 1, record, { of: old, device: "" }),
      createdAt,
      replacedAt,
    }),
  );
  const categoryId = row.categoryId === null ? firstCategory(others, rows) : undefined;
  const merge = {
    kept: {
      ...seenAs(row),
      sealRev,
      sealed: seal(sealRev, kept.record, { of: values, device: vault.device }),
      ...(categoryId !== undefined && { categoryId }),
      versions,
      dropped: history.dropped.map(asVersionId),
    },
    others: others.flatMap((other) => {
      const otherRow = rows.get(other.id);
      return otherRow ? [seenAs(otherRow)] : [];
    }),
  };
  const answer = requireAllowed(
    await deps.store.items.merge(vault.scope, merge, {
      ...optionsOf(deps, vault),
      filesAnItem: LIMITS.filesAnItem,
    }),
  );
  if (answer.outcome === "conflict") throw new VaultError("CONFLICT", { table: "items", ids: answer.ids });
  if (answer.outcome === "key-replaced") throw new VaultError("CONFLICT", { table: "items" });
  if (answer.outcome === "too-many-files")
    throw new VaultError(
      "INVALID_INPUT",
      { table: "items" },
      `The merged item would have more than ${LIMITS.filesAnItem} files.`,
    );
  const [written] = await deps.store.items.findMany(vault.scope, [row.id], { trash: true });
  if (!written) throw new VaultError("CONFLICT", { table: "items", ids: [row.id] });
  const { versionId, revision, files } = answer;
  return {
    item: openSummary(vault, written),
    undo:
      versionId === null
        ? null
        : {
            id: row.id,
            revision,
            versionId,
            leavesCategory: categoryId !== undefined,
            others: merge.others.map(({ id, expectedRevision }) => ({
              id,
              revision: expectedRevision + 1,
              files: files.filter(({ from }) => from === id).map((file) => file.id),
            })),
          },
  };
}

/**
 * Takes a merge back, in one transaction: the item is again what it was, and the others come out of the trash with their files. Only
 * while nothing of it was changed since. What the merge made becomes a version. @throws VaultError NOT_FOUND, CONFLICT.
 */
export async function undoMerge(deps: VaultDeps, vault: OpenVault, undo: MergeUndo): Promise<UndoneMerge> {
  const { id, revision, versionId, others, leavesCategory } = undo;
  const ids = [id, ...others.map((other) => other.id)];
  const rows = await deps.store.items.findMany(vault.scope, ids, { trash: true });
  requireKnown("items", missingIds(ids, rows));
  for (const fileId of others.flatMap(({ files }) => files))
    if (!(await deps.store.attachments.find(vault.scope, fileId)))
      throw new VaultError("NOT_FOUND", { table: "attachments", ids: [fileId] });
  const row = rows.find((each) => each.id === id);
  const version = await deps.store.items.findVersion(vault.scope, id, versionId);
  if (!row || !version) throw new VaultError("NOT_FOUND", { table: "items" });
  const before = openVersionRecord(vault, version);
  const values = readFields(before);
  const sealRev = row.sealRev + 1;
  const record = importedRecord(before, values, { source: values.source, device: vault.device });
  const place = { table: "item" as const, ...vault.owner, id: row.id, sealRev };
  const answer = requireAllowed(
    await deps.store.items.unmerge(
      vault.scope,
      {
        kept: {
          id,
          expectedRevision: revision,
          sealRev,
          sealed: sealRecord(deps.random, vault.keys, place, record),
          leavesCategory,
        },
        others: others.map((other) => ({
          id: other.id,
          expectedRevision: other.revision,
          files: other.files,
        })),
      },
      optionsOf(deps, vault),
    ),
  );
  if (answer.outcome !== "unmerged") throw new VaultError("CONFLICT", { table: "items" });
  return { ids };
}

const optionsOf = (deps: VaultDeps, vault: OpenVault) => ({
  keyNumber: vault.keys.current,
  now: deps.clock.now(),
  keepVersions: deps.policy.keepVersions,
});

const seenAs = ({ id, revision }: ItemRow) => ({ id, expectedRevision: revision });

const firstCategory = (
  others: readonly DuplicateSide[],
  rows: ReadonlyMap<number, ItemRow>,
): CategoryId | undefined => others.flatMap(({ id }) => rows.get(id)?.categoryId ?? [])[0];

/** The items of now, if the caller saw the same. */
async function readSides(
  deps: VaultDeps,
  vault: OpenVault,
  { id: keepId, revision: keptRevision, others }: MergeRequest,
): Promise<ReadSides> {
  const items = [{ id: keepId, revision: keptRevision }, ...others];
  const ids = items.map(({ id }) => id);
  const found = await deps.store.items.findMany(vault.scope, ids, { trash: false });
  requireKnown("items", missingIds(ids, found));
  // One that is named twice would overtake itself.
  if (new Set(ids).size < ids.length) throw new VaultError("CONFLICT", { table: "items", ids });
  const rows = new Map(found.map((row) => [Number(row.id), row]));
  const late = items.filter(({ id, revision }) => rows.get(id)?.revision !== revision);
  if (late.length > 0) throw new VaultError("CONFLICT", { table: "items", ids: late.map(({ id }) => id) });
  const sides: DuplicateSide[] = [];
  for (const row of found) {
    sides.push(await readSide(deps, vault, row));
    await deps.clock.yield();
  }
  const rule = { keepId, keepVersions: deps.policy.keepVersions, now: deps.clock.now() };
  return { rows, merged: mergeDuplicates(sides, rule) };
}

async function readSide(deps: VaultDeps, vault: OpenVault, row: ItemRow): Promise<DuplicateSide> {
  const record = openItemRecord(vault, row);
  const { id, createdAt, updatedAt } = row;
  const versions = await deps.store.items.versions(vault.scope, asItemId(id));
  const history = versions.flatMap((version): KeptState[] => {
    const old = unlessDamaged(() => openVersionRecord(vault, version));
    if (old === null) return [];
    const { id: versionId, createdAt: began, replacedAt } = version;
    return [{ id: versionId, createdAt: began, replacedAt, values: readFields(old), record: old }];
  });
  return { id, createdAt, updatedAt, values: readFields(record), record, history };
}
