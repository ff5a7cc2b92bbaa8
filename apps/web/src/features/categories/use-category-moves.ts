import type { Category } from "@opp/core/schemas/categories";
import { type RefObject, useEffect, useRef } from "react";
import { describeFailure } from "../../lib/failure.ts";
import { say } from "../../lib/messages.ts";
import { trpc } from "../../lib/trpc.ts";
import { texts } from "../../texts/texts.ts";
import { categoryName } from "./category-tree.ts";
import { rankOf, type TreePlace, withPlace } from "./place-in-tree.ts";

const LIVE = { trash: false };

/** Puts categories elsewhere, one after the other; each shows at once, and goes back where the server refuses. */
export function useCategoryMoves(root: RefObject<HTMLElement | null>) {
  const utils = trpc.useUtils();
  const waiting = useRef(Promise.resolve());
  const waitingCount = useRef(0);
  const answered = useRef<readonly Category[]>([]);
  /** In its new place the row is another element, and the focus is nowhere: it goes back to it. */
  const focusNext = useRef<number | null>(null);
  useEffect(() => {
    if (focusNext.current === null || document.activeElement !== document.body) return;
    root.current?.querySelector<HTMLElement>(`[data-order-id="${focusNext.current}"]`)?.focus();
  });

  const current = () => utils.categories.list.getData(LIVE)?.categories ?? [];

  const write = async (id: number, { parentId, before }: TreePlace) => {
    const latest = waitingCount.current > 1 ? answered.current : current();
    const revision = (latest.find((each) => each.id === id) ?? current().find((each) => each.id === id))
      ?.revision;
    try {
      if (revision === undefined) return;
      const answer = await utils.client.categories.move.mutate({ id, revision, parentId, before });
      answered.current = answer.categories;
      if (waitingCount.current === 1) utils.categories.list.setData(LIVE, answer);
      tell(answer.categories, id);
    } catch (error) {
      say(describeFailure(error).message, { urgent: true });
      // One may have come or gone elsewhere meanwhile; what was shown ahead goes.
      await utils.categories.list.invalidate();
      answered.current = current();
    } finally {
      waitingCount.current -= 1;
      if (waitingCount.current === 0) focusNext.current = null;
    }
  };

  return {
    /** Where it stands is read anew each time, so that a key held down goes on from where it is. */
    move: (id: number, choose: (categories: readonly Category[]) => TreePlace | null) => {
      const categories = current();
      const place = choose(categories);
      if (!place) return false;
      const next = withPlace(categories, id, place);
      const was = categories.find((each) => each.id === id)?.parentId;
      if (was === place.parentId && next.every((each, at) => each.id === categories[at]?.id)) return false;
      focusNext.current = id;
      void utils.categories.list.cancel(LIVE);
      utils.categories.list.setData(LIVE, { categories: [...next] });
      if (waitingCount.current === 0) answered.current = categories;
      waitingCount.current += 1;
      waiting.current = waiting.current.then(() => write(id, place));
      return true;
    },
  };
}

function tell(categories: readonly Category[], id: number): void {
  const moved = categories.find((each) => each.id === id);
  if (!moved) return;
  const outer = categories.find((each) => each.id === moved.parentId);
  const { place, of } = rankOf(categories, id);
  const name = categoryName(moved);
  say(
    outer
      ? texts.category.movedInto(name, categoryName(outer), place, of)
      : texts.category.movedTo(name, place, of),
  );
}
