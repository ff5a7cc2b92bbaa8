import type { ItemSummary } from "@opp/core/schemas/items";
import { isOvertaken } from "../../lib/failure.ts";
import type { Undone } from "../../lib/recent-actions.ts";
import type { TrpcUtils } from "../client/trpc.ts";
import { flattenPages, putItems } from "./items-cache.ts";
import { sendToTrash } from "./send-to-trash.ts";
import { sendUpdate } from "./send-update.ts";
import { pageOf } from "./use-items.ts";

/** One item of an action, and how it goes back to what it was. */
export interface WrittenBack {
  readonly id: number;
  /** Whether the item is still as the action left it, as far as the action changed it. */
  readonly isUnchanged: (now: ItemSummary) => boolean;
  readonly change: {
    readonly categoryId?: number | null;
    readonly tags?: string[];
    readonly favourite?: boolean;
  };
}

/** Undoes an action on items, each only if the same thing hasn't been changed since. Other changes are kept. */
export async function writeBack(utils: TrpcUtils, rows: readonly WrittenBack[]): Promise<Undone> {
  const choose = () => {
    const known = new Map(listed(utils).map((item) => [item.id, item]));
    return rows.flatMap(({ id, isUnchanged, change }) => {
      const now = known.get(id);
      return now && isUnchanged(now) ? [{ id, revision: now.revision, ...change }] : [];
    });
  };
  return retryOnce(utils, async () => {
    // The list may be older than what the server has, in either direction.
    if (choose().length < rows.length) await utils.items.list.invalidate(pageOf(false));
    const items = choose();
    if (items.length > 0) {
      const answer = await sendUpdate(utils.client, items);
      utils.items.list.setInfiniteData(pageOf(false), (pages) => putItems(pages, answer.items));
      await utils.items.get.invalidate();
    }
    return { undone: items.length, kept: rows.length - items.length };
  });
}

/** Moves items to the trash that still have the revision that they had after the action. @param after revisions by id */
export async function trashUnchanged(utils: TrpcUtils, after: ReadonlyMap<number, number>): Promise<Undone> {
  await utils.items.list.invalidate(pageOf(false));
  const ids = listed(utils)
    .filter(({ id, revision }) => after.get(id) === revision)
    .map(({ id }) => id);
  if (ids.length > 0) await sendToTrash(utils.client, ids);
  await utils.items.list.invalidate();
  return { undone: ids.length, kept: after.size - ids.length };
}

const listed = (utils: TrpcUtils): readonly ItemSummary[] =>
  flattenPages(utils.items.list.getInfiniteData(pageOf(false)));

/** The list may be older than a change made elsewhere: the server refuses then, and the list is read again. */
async function retryOnce(utils: TrpcUtils, act: () => Promise<Undone>): Promise<Undone> {
  try {
    return await act();
  } catch (error) {
    if (!isOvertaken(error)) throw error;
    await utils.items.list.invalidate(pageOf(false));
    return act();
  }
}
