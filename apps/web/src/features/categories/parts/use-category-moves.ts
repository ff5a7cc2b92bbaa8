import type { Category } from "@opp/core/schemas/categories";
import { type RefObject, useLayoutEffect, useMemo, useRef } from "react";
import { categoryName } from "../../../data/categories/category-tree.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { describeFailure } from "../../../lib/failure.ts";
import { say } from "../../../lib/messages.ts";
import { texts } from "../../../texts/texts.ts";
import { setClosed } from "./fold-category.ts";
import { positionOf, rankOf, type TreePosition, withPosition } from "./tree-position.ts";

const LIVE = { trash: false };

/** Puts categories elsewhere, one after the other; each shows at once, can be undone, and goes back where the server refuses. */
export function useCategoryMoves(root: RefObject<HTMLElement | null>) {
  const utils = trpc.useUtils();
  const waiting = useRef(Promise.resolve());
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

    const write = async (id: number, { parentId, before }: TreePosition, undo: (() => void) | null) => {
      const revision = latestRevision(id, answered.current, current());
      try {
        if (revision === undefined) return;
        const answer = await utils.client.categories.move.mutate({ id, revision, parentId, before });
        answered.current = answer.categories;
        if (waitingCount.current === 1) utils.categories.list.setData(LIVE, answer);
        tell(answer.categories, id, undo);
      } catch (error) {
        say(describeFailure(error).message, { urgent: true });
        // A category may have been added or removed elsewhere, so the optimistic state is dropped.
        await utils.categories.list.invalidate();
        answered.current = current();
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
    ): void => {
      const categories = current();
      const position = choose(categories);
      const from = positionOf(categories, id);
      if (!position || !from) return;
      const next = withPosition(categories, id, position);
      if (from.parentId === position.parentId && next.every((each, at) => each.id === categories[at]?.id))
        return;
      if (position.parentId !== null) setClosed(position.parentId, false);
      focusNext.current = id;
      void utils.categories.list.cancel(LIVE);
      utils.categories.list.setData(LIVE, { categories: [...next] });
      if (waitingCount.current === 0) answered.current = categories;
      waitingCount.current += 1;
      const undo = () => move(id, (now) => asFarAsThere(now, from), true);
      waiting.current = waiting.current.then(() => write(id, position, isUndo ? null : undo));
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

function tell(categories: readonly Category[], id: number, undo: (() => void) | null): void {
  const moved = categories.find((each) => each.id === id);
  if (!moved) return;
  const outer = categories.find((each) => each.id === moved.parentId);
  const { position, of } = rankOf(categories, id);
  const name = categoryName(moved);
  const text = outer
    ? texts.category.movedInto(name, categoryName(outer), position, of)
    : texts.category.movedTo(name, position, of);
  say(text, undo ? { action: { label: texts.undo, run: undo } } : {});
}
