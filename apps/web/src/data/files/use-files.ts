import { foldText } from "@opp/core/search/fold-text";
import { useMemo } from "react";
import { trpc } from "../client/trpc.ts";

/** The names of each item's files, folded. Requested after the items, so that they wait for nothing. */
export function useFileNames({ enabled }: { enabled: boolean }): ReadonlyMap<number, string> {
  const { data } = trpc.attachments.list.useQuery({}, { enabled });
  return useMemo(() => {
    const names = new Map<number, string>();
    for (const { itemId, name, state, deletedAt } of data?.attachments ?? []) {
      if (state !== "ready" || deletedAt !== null) continue;
      names.set(itemId, `${names.get(itemId) ?? ""}\n${foldText(name)}`);
    }
    return names;
  }, [data]);
}
