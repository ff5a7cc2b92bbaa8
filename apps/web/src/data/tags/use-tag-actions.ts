import { isSameValue } from "@opp/core/items/field-values";
import type { ItemList, ItemSummary } from "@opp/core/schemas/items";
import { changeTags, replaceTag } from "@opp/core/tags/tag-list";
import { useMemo } from "react";
import { describeFailure } from "../../lib/failure.ts";
import { say } from "../../lib/messages.ts";
import { tellAction } from "../../lib/recent-actions.ts";
import { texts } from "../../texts/texts.ts";
import { trpc } from "../client/trpc.ts";
import { flattenPages } from "../items/items-cache.ts";
import { useItemActions } from "../items/use-item-actions.ts";
import { pageOf } from "../items/use-items.ts";
import { writeBack } from "../items/write-back.ts";
import { renameTagRoutes } from "./tag-route.ts";
import { undoTags } from "./undo-tags.ts";

interface Doing {
  readonly act: () => Promise<ItemList>;
  /** What that does to an item's tags. */
  readonly change: (tags: readonly string[]) => readonly string[];
  readonly told: (count: number) => string;
  /** For a tag that gets another name: its addresses follow. */
  readonly renamed?: { readonly from: string; readonly to: string };
}

/** The actions on tags that work anywhere: all or nothing, with undo. */
export function useTagActions() {
  const utils = trpc.useUtils();
  const { put } = useItemActions();

  return useMemo(() => {
    const { client } = utils;
    const show = async ({ items }: ItemList) => {
      put(items);
      await utils.items.get.invalidate();
    };

    /** Resolves to whether it succeeded. */
    async function attempt({ act, change, told, renamed }: Doing): Promise<boolean> {
      await utils.items.list.cancel();
      const known = flattenPages(utils.items.list.getInfiniteData(pageOf(false)));
      const tagsBefore = new Map(known.map(({ id, tags }) => [id, tags]));
      try {
        const answer = await act();
        await show(answer);
        if (answer.items.length === 0) return true;
        const before = answer.items.flatMap((item) => {
          const tags = tagsBefore.get(item.id);
          return tags ? [{ id: item.id, after: item.tags, tags: undoTags(tags, item.tags, change) }] : [];
        });
        // The earlier tags of items that weren't loaded are unknown.
        const canUndo = before.length === answer.items.length;
        const text = () => told(answer.items.length);
        const back = before.map(({ id, after, tags }) => ({
          id,
          isUnchanged: (now: ItemSummary) => isSameValue(now.tags, after),
          change: { tags },
        }));
        if (!canUndo) say(text());
        else
          tellAction(text, async () => {
            if (renamed) renameTagRoutes(renamed.to, renamed.from);
            const result = await writeBack(utils, back);
            if (renamed && result.undone === 0) renameTagRoutes(renamed.from, renamed.to);
            return result;
          });
        return true;
      } catch (error) {
        say(describeFailure(error).message, { urgent: true });
        return false;
      } finally {
        // What was on its way when this began may be from before.
        void utils.items.list.invalidate(pageOf(false));
      }
    }

    return {
      change: (
        items: readonly ItemSummary[],
        { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
      ) =>
        attempt({
          act: () =>
            client.items.changeTags.mutate({
              ids: items.map(({ id }) => id),
              add: [...add],
              remove: [...remove],
            }),
          change: (tags) => changeTags(tags, { add, remove }),
          told: texts.tags.changed,
        }),

      /** On every item that has it. */
      rename: (tag: string, to: string) =>
        attempt({
          act: async () => {
            const answer = await client.items.replaceTag.mutate({ tag, by: to });
            renameTagRoutes(tag, to);
            return answer;
          },
          change: (tags) => replaceTag(tags, tag, to),
          told: (count) => texts.tags.renamed(tag, to, count),
          renamed: { from: tag, to },
        }),

      remove: (tag: string) =>
        attempt({
          act: () => client.items.replaceTag.mutate({ tag, by: null }),
          change: (tags) => replaceTag(tags, tag, null),
          told: (count) => texts.tags.removed(tag, count),
        }),
    };
  }, [utils, put]);
}
