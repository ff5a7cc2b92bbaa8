/** The selected rows, and where a range starts. Ids only, because the rows change. */
export interface Selection {
  readonly ids: ReadonlySet<number>;
  /** The row that was last selected on its own; null if there is none. */
  readonly anchor: number | null;
}

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: null };

export function toggleItem({ ids }: Selection, id: number): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** Selects everything from the anchor to `id`, in the order shown; without an anchor, only `id`. */
export function selectRange(selection: Selection, shown: readonly number[], id: number): Selection {
  const from = selection.anchor === null ? -1 : shown.indexOf(selection.anchor);
  const to = shown.indexOf(id);
  if (from === -1 || to === -1) return { ids: new Set([id]), anchor: id };
  return {
    ids: new Set(shown.slice(Math.min(from, to), Math.max(from, to) + 1)),
    anchor: selection.anchor,
  };
}

export const selectAll = (shown: readonly number[]): Selection => ({
  ids: new Set(shown),
  anchor: shown[0] ?? null,
});

/** Deselects rows that are no longer shown, so that nobody deletes what they can't see. */
export function keepShown(selection: Selection, shown: readonly number[]): Selection {
  if (selection.ids.size === 0) return selection;
  const ids = new Set(shown.filter((id) => selection.ids.has(id)));
  return ids.size === selection.ids.size ? selection : { ids, anchor: selection.anchor };
}
