import type { Category } from "@opp/core/schemas/categories";
import type { TrpcUtils } from "../../../data/client/trpc.ts";
import { pageOf } from "../../../data/items/use-items.ts";
import { ALL_UNDONE, CHANGED_SINCE, noteAction } from "../../../lib/recent-actions.ts";
import { texts } from "../../../texts/texts.ts";

/** Undo gives a category its former name back, unless it has got another one since. */
export function noteRenamed(utils: TrpcUtils, before: Category, to: string): void {
  const { id, name } = before;
  noteAction(
    () => texts.category.renamed(name, to),
    async () => {
      const now = await latest(utils, id);
      if (now?.name !== to) return CHANGED_SINCE;
      const categories = [{ id, revision: now.revision, name }];
      await utils.client.categories.update.mutate({ categories });
      await utils.categories.list.invalidate();
      return ALL_UNDONE;
    },
  );
}

/** Undo moves a new category to the trash, unless it has been renamed or filled since. */
export function noteCreated(utils: TrpcUtils, { id, name }: Category): void {
  noteAction(
    () => texts.category.created(name),
    async () => {
      const { categories } = await utils.client.categories.list.query({ trash: false });
      const isSame = categories.some((each) => each.id === id && each.name === name);
      const hasInner = categories.some((each) => each.parentId === id);
      const filled = await utils.client.items.list.query({ ...pageOf(false), categoryId: id, limit: 1 });
      if (!isSame || hasInner || filled.items.length > 0) return CHANGED_SINCE;
      await utils.client.categories.trash.mutate({ ids: [id], cascade: false });
      await utils.categories.list.invalidate();
      return ALL_UNDONE;
    },
  );
}

async function latest({ client }: TrpcUtils, id: number): Promise<Category | undefined> {
  const { categories } = await client.categories.list.query({ trash: false });
  return categories.find((each) => each.id === id);
}
