import type { Item } from "@opp/core/schemas/items";
import { useEffect, useMemo, useState } from "react";
import { type Draft, draftStore, type ItemValues } from "../../lib/draft.ts";
import { describeFailure } from "../../lib/failure.ts";
import { say } from "../../lib/messages.ts";
import { formatPlace, type Place } from "../../lib/place.ts";
import { trpc } from "../../lib/trpc.ts";
import { useAction } from "../../lib/use-action.ts";
import { texts } from "../../texts/texts.ts";
import { useItemActions } from "../vault/use-item-actions.ts";
import { changedFields, changesBetween, emptyValues, rebase, valuesOf } from "./item-values.ts";

interface ItemFormOptions {
  readonly item: Item | null;
  readonly place: Place;
  readonly categoryId: number | null;
  readonly onSaved: (id: number) => void;
}

/** The form's values, kept as a draft while they differ from what is saved, so that a lock in between loses nothing. */
export function useItemForm({ item, place, categoryId, onSaved }: ItemFormOptions) {
  const itemId = item?.id ?? null;
  const { client } = trpc.useUtils();
  const { put, drop } = useItemActions();
  const [kept] = useState(() => draftFor(itemId));
  const [base, setBase] = useState<Draft["base"]>(
    () => kept?.base ?? (item && { ...valuesOf(item), revision: item.revision }),
  );
  const start = useMemo(() => (base ? valuesOf(base) : emptyValues(categoryId)), [base, categoryId]);
  const [values, setValues] = useState<ItemValues>(kept?.values ?? start);
  const [theirs, setTheirs] = useState<Item | null>(null);
  const isDirty = changedFields(start, values).length > 0;
  const hash = formatPlace(place);

  useEffect(() => {
    draftStore.set(isDirty ? { itemId, base, values, place: hash } : null);
  }, [isDirty, itemId, base, values, hash]);

  function finish(saved: Parameters<typeof put>[0]): void {
    draftStore.set(null);
    put(saved);
    say(texts.form.saved);
    onSaved(saved[0]?.id ?? 0);
  }

  const saving = useAction(async (from: Draft["base"], to: ItemValues) => {
    if (itemId === null || from === null)
      return finish((await client.items.create.mutate({ items: [to] })).items);
    if (changedFields(from, to).length === 0) {
      draftStore.set(null);
      return onSaved(itemId);
    }
    try {
      const { items } = await client.items.update.mutate({
        items: [{ id: itemId, revision: from.revision, ...changesBetween(from, to) }],
      });
      finish(items);
    } catch (error) {
      if (describeFailure(error).code !== "CONFLICT") throw error;
      setTheirs(await client.items.get.query({ id: itemId }));
    }
  });

  return {
    values,
    set: (change: Partial<ItemValues>) => setValues((old) => ({ ...old, ...change })),
    base: start,
    isDirty,
    isDraft: kept !== null,
    saving,
    save: () => saving.run(base, values),
    /** The item is gone meanwhile: what was typed becomes a new one. */
    saveAsNew: useAction(async () => {
      const { items } = await client.items.create.mutate({ items: [values] });
      if (itemId !== null) drop([itemId]);
      finish(items);
    }),
    theirs,
    keepMine: () => {
      if (!theirs) return;
      const rebased = rebase(start, values, valuesOf(theirs));
      const nextBase = { ...valuesOf(theirs), revision: theirs.revision };
      setBase(nextBase);
      setValues(rebased);
      setTheirs(null);
      void saving.run(nextBase, rebased);
    },
    takeTheirs: () => {
      if (!theirs) return;
      setBase({ ...valuesOf(theirs), revision: theirs.revision });
      setValues(valuesOf(theirs));
      setTheirs(null);
    },
  };
}

function draftFor(itemId: number | null): Draft | null {
  const draft = draftStore.get();
  return draft?.itemId === itemId ? draft : null;
}
