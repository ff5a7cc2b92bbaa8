import { isSameValue } from "@opp/core/items/field-values";
import { entryOf, type WrittenFieldName } from "@opp/core/items/fields";
import type { Item, ItemSummary } from "@opp/core/schemas/items";
import { isOvertaken } from "../../lib/failure.ts";
import { ALL_UNDONE, CHANGED_SINCE, noteAction } from "../../lib/recent-actions.ts";
import type { ItemValues } from "../../lib/session/draft.ts";
import type { TrpcUtils } from "../client/trpc.ts";
import { pageOf } from "./use-items.ts";
import { type WrittenBack, writeBack } from "./write-back.ts";

interface Edit {
  readonly text: () => string;
  /** The item as the edit left it. */
  readonly saved: ItemSummary;
  readonly changed: readonly (WrittenFieldName | "categoryId")[];
  /** What the edit replaced, of the values that no version keeps. */
  readonly before: Pick<ItemValues, "categoryId" | "favourite" | "tags">;
}

/** Notes a saved edit. Undo restores the version that it replaced, so no secret is kept for it here. */
export function noteEdit(
  utils: TrpcUtils,
  // Taken apart at once: what undo keeps must not hold the item, and with it its secrets.
  { text, saved, changed, before: { categoryId, favourite, tags } }: Edit,
): void {
  const { id } = saved;
  const keepsVersion = changed.some((name) => name !== "categoryId" && entryOf(name).history === undefined);
  // A version has the tags, too.
  const rest = (["categoryId", "favourite", "tags"] as const).filter(
    (name) => changed.includes(name) && !(name === "tags" && keepsVersion),
  );
  const back = rest.map((name): WrittenBack => {
    const isUnchanged = (now: ItemSummary) => isSameValue(now[name], saved[name]);
    if (name === "tags") return { id, isUnchanged, change: { tags: [...tags] } };
    if (name === "favourite") return { id, isUnchanged, change: { favourite } };
    return { id, isUnchanged, change: { categoryId } };
  });
  noteAction(text, async () => {
    if (keepsVersion && !(await restoreReplaced(utils, saved))) return CHANGED_SINCE;
    let kept = 0;
    for (const row of back) kept += (await writeBack(utils, [row])).kept;
    return kept === 0 ? ALL_UNDONE : { undone: (keepsVersion ? 1 : 0) + back.length - kept, kept };
  });
}

/** Restores the version that the edit replaced, if it is still the latest; otherwise someone has edited the item since. */
async function restoreReplaced({ client, items }: TrpcUtils, saved: ItemSummary): Promise<boolean> {
  const { id } = saved;
  try {
    const [now, { versions }] = await Promise.all([
      client.items.get.query({ id }),
      client.items.versions.query({ id }),
    ]);
    const [latest] = versions;
    if (!latest || !isStillSaved(now, saved) || latest.replacedAt !== saved.updatedAt) return false;
    await client.items.restoreVersion.mutate({ id, revision: now.revision, versionId: latest.id });
  } catch (error) {
    if (isOvertaken(error)) return false;
    throw error;
  }
  await Promise.all([items.get.invalidate({ id }), items.list.invalidate(pageOf(false))]);
  return true;
}

/** Tags leave no version when they change, but a version would bring its own back. */
const isStillSaved = (now: Item, saved: ItemSummary): boolean =>
  now.deletedAt === null && isSameValue(now.tags, saved.tags);
