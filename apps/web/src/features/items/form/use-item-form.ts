import type { Item, ItemSummary } from "@opp/core/schemas/items";
import { useEffect, useMemo, useState } from "react";
import { type AttemptPlace, createOnce } from "../../../data/client/lost-answer.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { emptyValues } from "../../../data/items/empty-values.ts";
import { noteEdit } from "../../../data/items/note-edit.ts";
import { sendUpdate } from "../../../data/items/send-update.ts";
import { useItemActions } from "../../../data/items/use-item-actions.ts";
import { describeFailure } from "../../../lib/failure.ts";
import { say } from "../../../lib/messages.ts";
import { ALL_UNDONE, CHANGED_SINCE, noteAction, type Undone } from "../../../lib/recent-actions.ts";
import { formatRoute, goTo, type Route } from "../../../lib/route.ts";
import { type Draft, draftStore, type ItemValues } from "../../../lib/session/draft.ts";
import { useAction } from "../../../lib/use-action.ts";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";
import { texts } from "../../../texts/texts.ts";
import {
  changedFields,
  changesBetween,
  type FormProblems,
  isInvisibleName,
  problemsOf,
  rebase,
  tidy,
  valuesOf,
} from "./item-values.ts";

interface ItemFormOptions {
  readonly item: Item | null;
  readonly route: Route;
  readonly start?: Pick<ItemValues, "categoryId" | "tags" | "kind"> | undefined;
  readonly newName?: string | undefined;
  readonly onSaved: (id: number, saved?: ItemSummary) => void;
}

/** The form's values, kept as a draft while they are unsaved, so that a lock loses nothing. */
export function useItemForm({ item, route, start: given, newName, onSaved }: ItemFormOptions) {
  const itemId = item?.id ?? null;
  const utils = trpc.useUtils();
  const { client } = utils;
  const { put, drop, noteCreated } = useItemActions();
  const [kept] = useState(() => draftFor(itemId));
  const [base, setBase] = useState<Draft["base"]>(
    () => kept?.base ?? (item && { ...valuesOf(item), revision: item.revision }),
  );
  const [begin] = useState(given);
  const start = useMemo(() => (base ? valuesOf(base) : { ...emptyValues(null), ...begin }), [base, begin]);
  const [values, setValues] = useState<ItemValues>(
    kept?.values ?? (newName ? { ...start, name: newName } : start),
  );
  const [attempt] = useState(() => attemptInDraft(kept));
  const [theirs, setTheirs] = useState<Item | null>(null);
  const [problems, setProblems] = useState<FormProblems | null>(null);
  const isDirty = useMemo(() => changedFields(tidy(start), tidy(values)).length > 0, [start, values]);
  const hash = formatRoute(route);

  useEffect(() => {
    draftStore.set(isDirty ? { itemId, base, values, attempt: attempt.current, route: hash } : null);
  }, [isDirty, itemId, base, values, attempt, hash]);

  function finish(saved: Parameters<typeof put>[0]): void {
    draftStore.set(null);
    put(saved);
    say(itemScreenTexts().form.saved);
    onSaved(saved[0]?.id ?? 0, saved[0]);
  }

  async function create(values: ItemValues): Promise<void> {
    const { answer, asked } = await createOnce(attempt, values, ({ requestKey, asked: item }) =>
      client.items.create.mutate({ requestKey, items: [item] }),
    );
    const [made] = answer.items;
    const isLatest = made === undefined || changedFields(asked, values).length === 0;
    // An earlier attempt had been saved, before the latest changes.
    const { items } = isLatest
      ? answer
      : await sendUpdate(client, [
          { id: made.id, revision: made.revision, ...changesBetween(asked, values) },
        ]);
    noteCreated(items);
    finish(items);
  }

  const saving = useAction(async (from: Draft["base"], to: ItemValues) => {
    if (itemId === null || from === null) return create(to);
    const changed = changedFields(from, to);
    if (changed.length === 0) {
      draftStore.set(null);
      return onSaved(itemId);
    }
    try {
      const { items } = await sendUpdate(client, [
        { id: itemId, revision: from.revision, ...changesBetween(from, to) },
      ]);
      const [saved] = items;
      if (saved) noteEdit(utils, { text: () => texts.item.edited(saved.name), saved, changed, before: from });
      finish(items);
    } catch (error) {
      if (describeFailure(error).code !== "CONFLICT") throw error;
      setTheirs(await client.items.get.query({ id: itemId }));
    }
  });

  /** Saves the form's values, unless something is invalid, which is then shown. */
  const ifSound = async (act: (sound: ItemValues) => Promise<unknown>): Promise<void> => {
    const isNameless = isInvisibleName(values.name, start.name);
    const found =
      problemsOf(values, base) ?? (isNameless ? { totp: null, nameless: [], isEmpty: false } : null);
    setProblems(found);
    if (!found) await act(tidy(values));
  };
  const savingAsNew = useAction(async (sound: ItemValues) => {
    await create(sound);
    if (itemId !== null) drop([itemId]);
  });
  /** Closes the form; what it had goes to the history, and undo opens the form with it again. */
  const takingTheirs = useAction(async (sound: ItemValues) => {
    if (!theirs) return;
    const other = valuesOf(theirs);
    const mine = rebase(start, sound, other);
    const { categoryId: _, ...changes } = changesBetween(other, mine);
    const { id, name } = theirs;
    const kept = await client.items.keepVersion.mutate({ id, revision: theirs.revision, ...changes });
    const nextBase = { ...other, revision: kept.revision };
    noteAction(
      () => itemScreenTexts().conflict.givenUp(name),
      () => reopenForm(route, { itemId: id, base: nextBase, values: mine, route: hash }),
    );
    draftStore.set(null);
    put([kept]);
    say(itemScreenTexts().conflict.kept);
    onSaved(id);
  });

  return {
    values,
    set: (change: Partial<ItemValues>) => {
      setProblems(null);
      setValues((old) => ({ ...old, ...change }));
    },
    base: start,
    problems,
    nameProblem: isInvisibleName(values.name, start.name) ? texts.input.invisible : undefined,
    isDraft: kept !== null && !kept.isPrefilled,
    saving,
    save: () => ifSound((sound) => saving.run(base, sound)),
    /** Saves the form as a new item, because the old one no longer exists. */
    saveAsNew: () => ifSound((sound) => savingAsNew.run(sound)),
    failure: takingTheirs.failure ?? savingAsNew.failure ?? saving.failure,
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
    takeTheirs: () => ifSound((sound) => takingTheirs.run(sound)),
    isTakingTheirs: takingTheirs.running,
  };
}

/** Opens a form with values that were given up, unless another form has unsaved ones. */
async function reopenForm(route: Route, draft: Draft): Promise<Undone> {
  const { itemId } = draft;
  if (draftStore.get() || itemId === null) return CHANGED_SINCE;
  // A form of this item that is open without changes gives way first: a form reads its draft when it opens.
  goTo({ ...route, detail: { kind: "item", id: itemId, edit: false } });
  await new Promise((resolve) => requestAnimationFrame(resolve));
  draftStore.set(draft);
  goTo(route, "replace");
  return ALL_UNDONE;
}

/** Kept with the draft, so that a lock in between doesn't make a second item of the form. */
function attemptInDraft(kept: Draft | null): AttemptPlace<ItemValues> {
  let attempt = kept?.attempt ?? null;
  return {
    get current() {
      return attempt;
    },
    set current(next) {
      attempt = next;
      const draft = draftStore.get();
      if (draft) draftStore.set({ ...draft, attempt });
    },
  };
}

function draftFor(itemId: number | null): Draft | null {
  const draft = draftStore.get();
  return draft?.itemId === itemId ? draft : null;
}
