import type { IncomingItem } from "./incoming.ts";
import type { KnownItem } from "./known-item.ts";
import { valuesOfIncoming } from "./known-item.ts";
import type { KnownItems } from "./known-items.ts";
import { isCodeAlone, secretOfCode } from "./match-keys.ts";
import { mergeItems } from "./merge-items.ts";

/** What happens to items that are in the vault already. */
export const IMPORT_PLANS = ["skip", "merge", "both"] as const;
export type ImportPlan = (typeof IMPORT_PLANS)[number];

/** What someone decided for one row. file: as merge, and the file's password and fields are kept. */
export const ROW_CHOICES = ["skip", "merge", "file", "both"] as const;
export type RowChoice = (typeof ROW_CHOICES)[number];

export const ROW_ACTIONS = ["create", "merge", "skip"] as const;
export type RowAction = (typeof ROW_ACTIONS)[number];

/** Why a row is treated that way. */
export const ROW_REASONS = [
  "new",
  "already-there",
  "match",
  "match-other-password",
  /** The file doesn't say which of two passwords is newer. */
  "match-undated-password",
  "source-changed",
  "in-trash",
  "match-in-trash",
  "over-limit",
] as const;
export type RowReason = (typeof ROW_REASONS)[number];

export interface RowDecision {
  readonly action: RowAction;
  readonly reason: RowReason;
  /** The item of the vault that it is about; null: none. */
  readonly target: KnownItem | null;
  /** Other items that match, too. */
  readonly others: readonly KnownItem[];
}

/** A row of the file, with what it is known by. */
export interface FileRow {
  readonly item: IncomingItem;
  readonly sourceId: string;
  readonly digest: string;
}

export interface DecisionContext {
  readonly known: KnownItems;
  readonly plan: ImportPlan;
  readonly choice: RowChoice | undefined;
  /** Whether another row of the file has the item already: what the source kept apart stays apart. */
  readonly isClaimed: (item: KnownItem) => boolean;
  /** What an import that was undone left in the trash isn't something that a person threw away. */
  readonly isUndone: (batch: number) => boolean;
}

/** Decides what becomes of one row. The first rule that applies holds. */
export function decideRow(row: FileRow, context: DecisionContext): RowDecision {
  const { known, isClaimed, isUndone } = context;
  const values = valuesOfIncoming(row.item);
  const isFree = (item: KnownItem) =>
    !isClaimed(item) && !(item.isTrashed && isUndone(item.values.source?.batch ?? 0));
  const found = (
    action: RowAction,
    reason: RowReason,
    {
      target,
      others = [],
    }: { readonly target: KnownItem | null; readonly others?: readonly KnownItem[] | undefined },
  ): RowDecision => ({ action: actionFor(action, target, context.choice), reason, target, others });

  const sources = known.fromSource(row.sourceId).filter(isFree);
  const source = sources.find(({ isTrashed }) => !isTrashed) ?? sources[0];
  if (source) {
    if (source.values.source?.digest === row.digest && (!source.isTrashed || row.item.trashed))
      return found("skip", "already-there", { target: source });
    if (source.isTrashed && !row.item.trashed)
      return found(context.plan === "both" ? "create" : "skip", "in-trash", { target: source });
    if (!source.isTrashed) return found(planned(context.plan), "source-changed", { target: source });
  }
  // What is in the file's trash finds its own only.
  if (row.item.trashed) return found("create", "new", { target: null });
  const hasMore = row.item.history !== undefined || row.item.attachments !== undefined;
  const equal = hasMore ? undefined : known.equalTo(values).find(isFree);
  if (equal) return found("skip", "already-there", { target: equal });

  const matches = known.matching(values).filter(isFree);
  const live = matches.filter(({ isTrashed }) => !isTrashed);
  if (isCodeAlone(values)) {
    const secret = secretOfCode(values.totp);
    const same = live.find((item) => item.values.totp !== "" && secretOfCode(item.values.totp) === secret);
    if (same) return found("skip", "already-there", { target: same });
    const without = live.find((item) => item.values.totp === "");
    return without
      ? found(planned(context.plan), "match", { target: without })
      : found("create", "new", { target: null });
  }
  const [target, ...others] = live;
  if (!target) {
    const trashed = matches[0];
    return trashed
      ? found("create", "match-in-trash", { target: null })
      : found("create", "new", { target: null });
  }
  const isOther =
    values.password !== "" && target.values.password !== "" && values.password !== target.values.password;
  if (isOther) {
    const isDated = row.item.updatedAt !== undefined || row.item.passwordChangedAt !== undefined;
    const reason = isDated ? "match-other-password" : "match-undated-password";
    return found(planned(context.plan), reason, { target, others });
  }
  if (planned(context.plan) === "merge" && !hasMore && changesNothing(target, row.item))
    return found("skip", "already-there", { target, others });
  return found(planned(context.plan), "match", { target, others });
}

const planned = (plan: ImportPlan): RowAction => (plan === "both" ? "create" : plan);

/** A merge needs something to merge with, that isn't in the trash. */
function actionFor(action: RowAction, target: KnownItem | null, choice: RowChoice | undefined): RowAction {
  switch (choice) {
    case undefined:
      return action;
    case "skip":
      return "skip";
    case "both":
      return "create";
    case "merge":
    case "file":
      return target === null || target.isTrashed ? "create" : "merge";
  }
}

function changesNothing(target: KnownItem, item: IncomingItem): boolean {
  const merged = mergeItems(
    { values: target.values, updatedAt: target.updatedAt },
    { values: valuesOfIncoming(item), updatedAt: item.updatedAt ?? null },
    { fileLabel: "" },
  );
  return !merged.isChanged && !merged.isFileLost;
}
