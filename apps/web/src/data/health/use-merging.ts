import { isOvertaken } from "../../lib/failure.ts";
import { ALL_UNDONE, CHANGED_SINCE, tellAction } from "../../lib/recent-actions.ts";
import { useAction } from "../../lib/use-action.ts";
import { healthTexts } from "../../texts/health-texts.ts";
import { type TrpcUtils, trpc } from "../client/trpc.ts";

/** The item that stays, and those that are merged into it, with the revisions that were seen. */
export interface MergeChoice {
  readonly id: number;
  readonly revision: number;
  readonly others: { readonly id: number; readonly revision: number }[];
}

/** Merges items, and notes how to take that back. */
export function useMerging(onMerged: () => void) {
  const utils = trpc.useUtils();
  return useAction(async (choice: MergeChoice) => {
    const { item, undo } = await utils.client.duplicates.merge.mutate(choice);
    onMerged();
    const count = choice.others.length + 1;
    const { name } = item;
    if (undo)
      tellAction(
        () => healthTexts().duplicates.merged(name, count),
        async () => {
          try {
            await utils.client.duplicates.undo.mutate(undo);
          } catch (error) {
            if (isOvertaken(error)) return CHANGED_SINCE;
            throw error;
          }
          await refresh(utils);
          return ALL_UNDONE;
        },
      );
    await refresh(utils);
  });
}

const refresh = (utils: TrpcUtils) =>
  Promise.all([utils.duplicates.invalidate(), utils.items.list.invalidate(), utils.items.get.invalidate()]);
