import { LIMITS } from "@opp/core/rules/limits";
import type { Caller } from "../calls/endpoint.ts";

/** Up to here items are read one by one; beyond, the whole list is. */
const FEW = 10;

/** The revisions that items have now, by their ids; those that aren't there are left out, or refused as NOT_FOUND. */
export async function findRevisions(
  caller: Caller,
  ids: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  if (ids.length <= FEW) {
    const items = await Promise.all(ids.map((id) => caller.items.get({ id })));
    return new Map(items.map(({ id, revision }) => [id, revision]));
  }
  const revisionsById = new Map<number, number>();
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Caller["items"]["list"]>> = await caller.items.list({
      limit: LIMITS.pageRows,
      cursor,
    });
    for (const { id, revision } of page.items) revisionsById.set(id, revision);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return revisionsById;
}
