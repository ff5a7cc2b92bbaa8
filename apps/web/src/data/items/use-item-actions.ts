import type { ItemSummary } from "@opp/core/schemas/items";
import { useMemo } from "react";
import { copySecret } from "../../lib/clipboard/secret-clipboard.ts";
import { describeFailure } from "../../lib/failure.ts";
import { say } from "../../lib/messages.ts";
import { texts } from "../../texts/texts.ts";
import { trpc } from "../client/trpc.ts";
import { dropItems, patchItems, putItems } from "./items-cache.ts";
import { pageOf } from "./use-items.ts";
import { codeOfNow } from "./use-one-time-code.ts";

/** The actions on items that work anywhere. Each shows its result at once and undoes it if the server refuses. */
export function useItemActions() {
  const utils = trpc.useUtils();

  return useMemo(() => {
    const { client } = utils;
    const change = (trash: boolean, update: Parameters<typeof utils.items.list.setInfiniteData>[1]) =>
      utils.items.list.setInfiniteData(pageOf(trash), update);

    async function attempt(optimistic: () => void, act: () => Promise<unknown>): Promise<boolean> {
      await utils.items.list.cancel();
      const before = [
        utils.items.list.getInfiniteData(pageOf(false)),
        utils.items.list.getInfiniteData(pageOf(true)),
      ] as const;
      optimistic();
      try {
        await act();
        return true;
      } catch (error) {
        change(false, () => before[0]);
        change(true, () => before[1]);
        say(describeFailure(error).message, { urgent: true });
        return false;
      }
    }

    const actions = {
      put: (items: readonly ItemSummary[]) => change(false, (pages) => putItems(pages, items)),
      drop: (ids: readonly number[]) => change(false, (pages) => dropItems(pages, new Set(ids))),
      refresh: () => Promise.all([utils.items.list.invalidate(), utils.categories.list.invalidate()]),

      async trash(items: readonly ItemSummary[]): Promise<void> {
        const ids = items.map((item) => item.id);
        const through = await attempt(
          () => actions.drop(ids),
          () => client.items.trash.mutate({ ids }),
        );
        if (!through) return;
        void utils.items.list.invalidate(pageOf(true));
        const undo = () => void actions.restore(items.map((item) => item.id));
        say(texts.item.trashed(items[0]?.name ?? "", items.length), {
          action: { label: texts.undo, run: undo },
        });
      },

      async restore(ids: readonly number[]): Promise<void> {
        const through = await attempt(
          () => change(true, (pages) => dropItems(pages, new Set(ids))),
          () => client.items.restore.mutate({ ids: [...ids] }),
        );
        if (!through) return;
        await actions.refresh();
        say(texts.trash.restored(ids.length));
      },

      move: (item: ItemSummary, categoryId: number | null, categoryName: string) =>
        actions.moveMany([item], categoryId, categoryName),

      /** Moves all or none; undo returns each to its former category. */
      async moveMany(
        items: readonly ItemSummary[],
        categoryId: number | null,
        categoryName: string,
      ): Promise<void> {
        const moved = items.filter((item) => item.categoryId !== categoryId);
        if (moved.length === 0) return;
        const move = async (groups: ReadonlyMap<number | null, readonly number[]>) => {
          for (const [target, ids] of groups) {
            const through = await attempt(
              () => change(false, (pages) => patchItems(pages, new Set(ids), { categoryId: target })),
              () => client.items.move.mutate({ ids: [...ids], categoryId: target }),
            );
            if (!through) return false;
          }
          await Promise.all([utils.items.list.invalidate(pageOf(false)), utils.items.get.invalidate()]);
          return true;
        };
        if (!(await move(new Map([[categoryId, moved.map(({ id }) => id)]])))) return;
        const undo = () => void move(idsByCategory(moved));
        say(texts.selection.moved(categoryName, moved.length), { action: { label: texts.undo, run: undo } });
      },

      /** Adds and removes the star, even if an item was changed elsewhere in between. */
      async setFavourite(items: readonly ItemSummary[], favourite: boolean): Promise<void> {
        const chosen = items.filter((item) => item.favourite !== favourite);
        if (chosen.length === 0) return;
        const update = (rows: readonly { id: number; revision: number }[]) =>
          client.items.update.mutate({
            items: rows.map(({ id, revision }) => ({ id, revision, favourite })),
          });
        const through = await attempt(
          () => change(false, (pages) => patchItems(pages, idsOf(chosen), { favourite })),
          async () => {
            const answer = await update(chosen).catch(async (error: unknown) => {
              if (describeFailure(error).code !== "CONFLICT") throw error;
              return update(await Promise.all(chosen.map(({ id }) => client.items.get.query({ id }))));
            });
            actions.put(answer.items);
          },
        );
        if (!through) return;
        await Promise.all(chosen.map(({ id }) => utils.items.get.invalidate({ id })));
        say(texts.item.favouriteSet(favourite, chosen.length));
      },

      /** Runs in the background; a failure doesn't matter. */
      markUsed(ids: readonly number[]): void {
        change(false, (pages) => patchItems(pages, new Set(ids), { usedAt: Date.now() }));
        void client.items.markUsed.mutate({ ids: [...ids] }).catch(() => {});
      },

      /** What is copied counts as a use. */
      async copy(id: number, what: string, load: string | (() => Promise<string>)): Promise<void> {
        if (await copySecret(what, load)) actions.markUsed([id]);
      },

      copyPassword: (id: number) =>
        actions.copy(
          id,
          texts.words.password,
          async () => (await client.items.get.query({ id: id })).password,
        ),

      copyCode: (id: number) =>
        actions.copy(id, texts.words.totp, async () =>
          codeOfNow((await client.items.get.query({ id })).totp),
        ),
    };
    return actions;
  }, [utils]);
}

const idsOf = (items: readonly ItemSummary[]): ReadonlySet<number> => new Set(items.map(({ id }) => id));

function idsByCategory(items: readonly ItemSummary[]): ReadonlyMap<number | null, readonly number[]> {
  const byCategory = new Map<number | null, number[]>();
  for (const { id, categoryId } of items) {
    const ids = byCategory.get(categoryId);
    if (ids) ids.push(id);
    else byCategory.set(categoryId, [id]);
  }
  return byCategory;
}
