import type { ItemSummary } from "@opp/core/schemas/items";
import { useMemo } from "react";
import { copySecret } from "../../lib/clipboard/secret-clipboard.ts";
import { describeFailure } from "../../lib/failure.ts";
import { say } from "../../lib/messages.ts";
import { noteAction, tellAction } from "../../lib/recent-actions.ts";
import { texts } from "../../texts/texts.ts";
import { sendAgainIfLost } from "../client/lost-answer.ts";
import { trpc } from "../client/trpc.ts";
import { dropItems, flattenPages, patchItems, putItems } from "./items-cache.ts";
import { sendToTrash } from "./send-to-trash.ts";
import { sendUpdate } from "./send-update.ts";
import { pageOf } from "./use-items.ts";
import { trashUnchanged, writeBack } from "./write-back.ts";

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
        let gone: readonly number[] = [];
        const through = await attempt(
          () => actions.drop(ids),
          async () => {
            gone = await sendToTrash(client, ids);
          },
        );
        if (!through) return;
        void utils.items.list.invalidate(pageOf(true));
        // On a full disk, some may have stayed.
        if (gone.length < ids.length) void actions.refresh();
        const first = items.find(({ id }) => gone.includes(id));
        if (!first) return;
        tellAction(
          () => texts.item.trashed(first.name, gone.length),
          async () => {
            const { ids: restored } = await client.items.restore.mutate({ ids: [...gone] });
            await actions.refresh();
            return { undone: restored.length, kept: gone.length - restored.length };
          },
        );
      },

      async restore(ids: readonly number[]): Promise<void> {
        const wanted = new Set(ids);
        const trash = flattenPages(utils.items.list.getInfiniteData(pageOf(true)));
        const name = trash.find(({ id }) => wanted.has(id))?.name ?? "";
        const through = await attempt(
          () => change(true, (pages) => dropItems(pages, wanted)),
          () => sendAgainIfLost(() => client.items.restore.mutate({ ids: [...ids] })),
        );
        if (!through) return;
        await actions.refresh();
        const live = flattenPages(utils.items.list.getInfiniteData(pageOf(false)));
        const after = revisionsOf(live.filter(({ id }) => wanted.has(id)));
        tellAction(
          () => texts.trash.restored(name, ids.length),
          () => trashUnchanged(utils, after),
        );
      },

      /** Notes new items, which undo moves to the trash. */
      noteCreated(items: readonly ItemSummary[]): void {
        const after = revisionsOf(items);
        noteAction(
          () => texts.item.created(items[0]?.name ?? "", items.length),
          () => trashUnchanged(utils, after),
        );
      },

      move: (item: ItemSummary, categoryId: number | null, categoryName: string) =>
        actions.moveMany([item], categoryId, categoryName),

      /** Moves all or none; undo returns each to its former category, unless it has moved on since. */
      async moveMany(
        items: readonly ItemSummary[],
        categoryId: number | null,
        categoryName: string,
      ): Promise<void> {
        const moved = items.filter((item) => item.categoryId !== categoryId);
        if (moved.length === 0) return;
        const through = await attempt(
          () => change(false, (pages) => patchItems(pages, idsOf(moved), { categoryId })),
          () =>
            sendAgainIfLost(() => client.items.move.mutate({ ids: moved.map(({ id }) => id), categoryId })),
        );
        if (!through) return;
        await Promise.all([utils.items.list.invalidate(pageOf(false)), utils.items.get.invalidate()]);
        const back = moved.map((item) => ({
          id: item.id,
          isUnchanged: (now: ItemSummary) => now.categoryId === categoryId,
          change: { categoryId: item.categoryId },
        }));
        tellAction(
          () => texts.selection.moved(categoryName, moved[0]?.name ?? "", moved.length),
          () => writeBack(utils, back),
        );
      },

      /** Adds and removes the star, even if an item was changed elsewhere in between. */
      async setFavourite(items: readonly ItemSummary[], favourite: boolean): Promise<void> {
        const changed = items.filter((item) => item.favourite !== favourite);
        if (changed.length === 0) return;
        const update = (rows: readonly { id: number; revision: number }[]) =>
          sendUpdate(
            client,
            rows.map(({ id, revision }) => ({ id, revision, favourite })),
          );
        const through = await attempt(
          () => change(false, (pages) => patchItems(pages, idsOf(changed), { favourite })),
          async () => {
            const answer = await update(changed).catch(async (error: unknown) => {
              if (describeFailure(error).code !== "CONFLICT") throw error;
              return update(await Promise.all(changed.map(({ id }) => client.items.get.query({ id }))));
            });
            actions.put(answer.items);
          },
        );
        if (!through) return;
        await Promise.all(changed.map(({ id }) => utils.items.get.invalidate({ id })));
        const back = changed.map(({ id }) => ({
          id,
          isUnchanged: (now: ItemSummary) => now.favourite === favourite,
          change: { favourite: !favourite },
        }));
        tellAction(
          () => texts.item.favouriteSet(favourite, changed[0]?.name ?? "", changed.length),
          () => writeBack(utils, back),
        );
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
        actions.copy(id, texts.words.totp, async () => {
          const [{ totp }, { codeOfNow }] = await Promise.all([
            client.items.get.query({ id }),
            import("./use-one-time-code.ts"),
          ]);
          return codeOfNow(totp);
        }),
    };
    return actions;
  }, [utils]);
}

const idsOf = (items: readonly ItemSummary[]): ReadonlySet<number> => new Set(items.map(({ id }) => id));

const revisionsOf = (items: readonly ItemSummary[]): ReadonlyMap<number, number> =>
  new Map(items.map(({ id, revision }) => [id, revision]));
