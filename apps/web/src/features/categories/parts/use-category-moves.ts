import type { Category } from "@opp/core/schemas/categories";
import { type RefObject, useLayoutEffect, useMemo, useRef } from "react";
import { categoryName } from "../../../data/categories/category-tree.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { describeFailure } from "../../../lib/failure.ts";
import { say } from "../../../lib/messages.ts";
import { ALL_UNDONE, CHANGED_SINCE, tellAction, type Undone } from "../../../lib/recent-actions.ts";
import { texts } from "../../../texts/texts.ts";
import { setClosed } from "./fold-category.ts";
import { positionOf, rankOf, type TreePosition, withPosition } from "./tree-position.ts";

const LIVE = { trash: false };

/** Puts categories elsewhere, one after the other; each shows at once, can be undone, and goes back where the server refuses. */
export function useCategoryMoves(root: RefObject<HTMLElement | null>) {
  const utils = trpc.useUtils();
  const waiting = useRef<Promise<unknown>>(Promise.resolve());
  const waitingCount = useRef(0);
  /** The server's last answer. What is shown may have newer positions, but older revisions. */
  const answered = useRef<readonly Category[]>([]);
  /** After a move the row is another element without focus, so the focus returns to it before the next key. */
  const focusNext = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (focusNext.current === null || document.activeElement !== document.body) return;
    root.current?.querySelector<HTMLElement>(`[data-order-id="${focusNext.current}"]`)?.focus();
  });

  return useMemo(() => {
    const current = () => utils.categories.list.getData(LIVE)?.categories ?? [];

    const write = async (
      id: number,
      { parentId, before }: TreePosition,
      undo: (() => Promise<Undone>) | null,
    ): Promise<boolean> => {
      const revision = latestRevision(id, answered.current, current());
      try {
        if (revision === undefined) return false;
        const answer = await utils.client.categories.move.mutate({ id, revision, parentId, before });
        answered.current = answer.categories;
        if (waitingCount.current === 1) utils.categories.list.setData(LIVE, answer);
        tell(answer.categories, id, undo);
        return true;
      } catch (error) {
        say(describeFailure(error).message, { urgent: true });
        // A category may have been added or removed elsewhere, so the optimistic state is dropped.
        await utils.categories.list.invalidate();
        answered.current = current();
        return false;
      } finally {
        waitingCount.current -= 1;
        if (waitingCount.current === 0) focusNext.current = null;
      }
    };

    /** Reads the position each time, so that a held key continues from the latest one. */
    const move = (
      id: number,
      choose: (categories: readonly Category[]) => TreePosition | null,
      isUndo = false,
    ): Promise<boolean> => {
      const categories = current();
      const position = choose(categories);
      const from = positionOf(categories, id);
      if (!position || !from) return waiting.current.then(() => false);
      const next = withPosition(categories, id, position);
      if (from.parentId === position.parentId && next.every((each, at) => each.id === categories[at]?.id))
        return waiting.current.then(() => false);
      if (position.parentId !== null) setClosed(position.parentId, false);
      focusNext.current = id;
      void utils.categories.list.cancel(LIVE);
      utils.categories.list.setData(LIVE, { categories: [...next] });
      if (waitingCount.current === 0) answered.current = categories;
      waitingCount.current += 1;
      const undo = async () => {
        await utils.categories.list.invalidate(LIVE);
        const isThere = current().find((each) => each.id === id)?.parentId === position.parentId;
        if (!isThere) return CHANGED_SINCE;
        return (await move(id, (now) => asFarAsThere(now, from), true)) ? ALL_UNDONE : CHANGED_SINCE;
      };
      const written = waiting.current.then(() => write(id, position, isUndo ? null : undo));
      waiting.current = written;
      return written;
    };
    return { move, current };
  }, [utils]);
}

function latestRevision(id: number, ...lists: readonly (readonly Category[])[]): number | undefined {
  const found = lists.flatMap((list) => list.find((each) => each.id === id)?.revision ?? []);
  return found.length > 0 ? Math.max(...found) : undefined;
}

/** What it stood in front of may have gone elsewhere since: then it goes to the end. */
function asFarAsThere(categories: readonly Category[], { parentId, before }: TreePosition): TreePosition {
  const next = before === null ? null : positionOf(categories, before);
  return { parentId, before: next?.parentId === parentId ? before : null };
}

function tell(categories: readonly Category[], id: number, undo: (() => Promise<Undone>) | null): void {
  const moved = categories.find((each) => each.id === id);
  if (!moved) return;
  const outer = categories.find((each) => each.id === moved.parentId);
  const { position, of } = rankOf(categories, id);
  const name = categoryName(moved);
  const text = () =>
    outer
      ? texts.category.movedInto(name, categoryName(outer), position, of)
      : texts.category.movedTo(name, position, of);
  if (undo) tellAction(text, undo);
  else say(text());
}
