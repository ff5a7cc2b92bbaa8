import type { Item } from "@opp/core/schemas/items";
import { useEffect, useMemo, useState } from "react";
import { trpc } from "../../../data/client/trpc.ts";
import { emptyValues } from "../../../data/items/empty-values.ts";
import { useItemActions } from "../../../data/items/use-item-actions.ts";
import { describeFailure } from "../../../lib/failure.ts";
import { say } from "../../../lib/messages.ts";
import { formatRoute, type Route } from "../../../lib/route.ts";
import { type Draft, draftStore, type ItemValues } from "../../../lib/session/draft.ts";
import { useAction } from "../../../lib/use-action.ts";
import { texts } from "../../../texts/texts.ts";
import {
  changedFields,
  changesBetween,
  type FormProblems,
  problemsOf,
  rebase,
  tidy,
  valuesOf,
} from "./item-values.ts";

interface ItemFormOptions {
  readonly item: Item | null;
  readonly route: Route;
  readonly start?: Pick<ItemValues, "categoryId" | "tags"> | undefined;
  readonly newName?: string | undefined;
  readonly onSaved: (id: number) => void;
}

/** The form's values, kept as a draft while they are unsaved, so that a lock loses nothing. */
export function useItemForm({ item, route, start: given, newName, onSaved }: ItemFormOptions) {
  const itemId = item?.id ?? null;
  const { client } = trpc.useUtils();
  const { put, drop } = useItemActions();
  const [kept] = useState(() => draftFor(itemId));
  const [base, setBase] = useState<Draft["base"]>(
    () => kept?.base ?? (item && { ...valuesOf(item), revision: item.revision }),
  );
  const [begin] = useState(given);
  const start = useMemo(() => (base ? valuesOf(base) : { ...emptyValues(null), ...begin }), [base, begin]);
  const [values, setValues] = useState<ItemValues>(
    kept?.values ?? (newName ? { ...start, name: newName } : start),
  );
  const [theirs, setTheirs] = useState<Item | null>(null);
  const [problems, setProblems] = useState<FormProblems | null>(null);
  const isDirty = useMemo(() => changedFields(tidy(start), tidy(values)).length > 0, [start, values]);
  const hash = formatRoute(route);

  useEffect(() => {
    draftStore.set(isDirty ? { itemId, base, values, route: hash } : null);
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

  /** Saves the form's values, unless something is invalid, which is then shown. */
  const ifSound = async (act: (sound: ItemValues) => Promise<unknown>): Promise<void> => {
    const found = problemsOf(values);
    setProblems(found);
    if (!found) await act(tidy(values));
  };
  const savingAsNew = useAction(async (sound: ItemValues) => {
    const { items } = await client.items.create.mutate({ items: [sound] });
    if (itemId !== null) drop([itemId]);
    finish(items);
  });

  return {
    values,
    set: (change: Partial<ItemValues>) => {
      setProblems(null);
      setValues((old) => ({ ...old, ...change }));
    },
    base: start,
    problems,
    isDraft: kept !== null && !kept.isPrefilled,
    saving,
    save: () => ifSound((sound) => saving.run(base, sound)),
    /** Saves the form as a new item, because the old one no longer exists. */
    saveAsNew: () => ifSound((sound) => savingAsNew.run(sound)),
    failure: savingAsNew.failure ?? saving.failure,
    theirs,
    keepMine: () => {
      if (!theirs) return;
      const rebased = rebase(start, tidy(values), valuesOf(theirs));
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
