import { isSameValue } from "../items/field-values.ts";
import { type FieldValues, WRITTEN_FIELDS, type WrittenFieldName } from "../items/fields.ts";
import {
  type HistoryToKeep,
  type KeptState,
  type OldState,
  uniteHistories,
  withOlderPasswords,
} from "./merge-history.ts";
import { isShownBy, mergeItems } from "./merge-items.ts";

/** One of the items that become one. */
export interface DuplicateSide {
  readonly id: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly values: FieldValues;
  /** With the fields that this version doesn't know. */
  readonly record: Readonly<Record<string, unknown>>;
  /** Its versions, without those that don't open. */
  readonly history: readonly KeptState[];
}

export interface MergeRule {
  /** The item that stays, whose filled fields win. */
  readonly keepId: number;
  readonly keepVersions: number;
  readonly now: number;
}

export interface MergedDuplicates {
  readonly kept: DuplicateSide;
  readonly others: readonly DuplicateSide[];
  readonly values: FieldValues;
  readonly history: HistoryToKeep;
  /** Whose password the merged item has; null: it has none. */
  readonly passwordFrom: number | null;
  /** Items with something that the merged one doesn't show: they become versions of it. */
  readonly asVersions: readonly number[];
}

/**
 * What several items become. Empty fields are filled from the others; addresses, tags, custom fields and notes are united; whatever
 * the result doesn't show becomes a version of it, or a line of the older passwords where versions are limited. Nothing is lost.
 */
export function mergeDuplicates(sides: readonly DuplicateSide[], rule: MergeRule): MergedDuplicates {
  const byChange = sides.toSorted((a, b) => b.updatedAt - a.updatedAt || b.id - a.id);
  const kept = byChange.find(({ id }) => id === rule.keepId);
  if (!kept) throw new Error("The item that stays is none of them.");
  const others = byChange.filter((side) => side !== kept);
  let values = kept.values;
  for (const other of others) {
    const merged = mergeItems(
      // The item that stays wins, whatever the dates say.
      { values, updatedAt: null },
      { values: other.values, updatedAt: null },
      { fileLabel: labelOf(other) },
    );
    values = merged.values;
  }
  if (kept.values.password !== "") {
    const { password, passwordChangedAt } = kept.values;
    values = { ...values, password, passwordChangedAt };
  }
  const lost = others.filter((other) => !isShownBy(other.values, values));
  const incoming = [
    // Two items may have changed at the same instant, as in an import: only their content tells their versions apart.
    ...others.flatMap(({ history }) => history.map((state) => ({ ...state, isLoser: true as const }))),
    ...lost.map((side) => asOldState(side, kept, rule.now)),
  ];
  const history = uniteHistories(kept.history, incoming, {
    keep: rule.keepVersions,
    current: values,
    before: kept.values,
  });
  const passwordFrom =
    values.password === ""
      ? null
      : ([kept, ...others].find((side) => side.values.password === values.password)?.id ?? null);
  return {
    kept,
    others,
    values: { ...values, fields: withOlderPasswords(values.fields, history.olderPasswords) },
    history,
    passwordFrom,
    asVersions: lost.map(({ id }) => id),
  };
}

const labelOf = ({ values, updatedAt }: DuplicateSide): string =>
  `${values.name || values.username}, ${new Date(updatedAt).toISOString().slice(0, 10)}`;

/** It counts as replaced when the item that stays was written, or now, if it is the newer one. */
const asOldState = (side: DuplicateSide, kept: DuplicateSide, now: number): OldState => ({
  values: side.values,
  record: side.record,
  createdAt: side.updatedAt,
  replacedAt: side.updatedAt < kept.updatedAt ? kept.updatedAt : now,
  isLoser: true,
});

/** The fields in which these items differ, or in which the merged one differs from the one that stays. */
export const differingFields = ({ kept, others, values }: MergedDuplicates): WrittenFieldName[] =>
  WRITTEN_FIELDS.filter((name) =>
    [values, ...others.map((other) => other.values)].some(
      (each) => !isSameValue(each[name], kept.values[name]),
    ),
  );
