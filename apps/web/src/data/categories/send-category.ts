import type { Category } from "@opp/core/schemas/categories";
import { sendAgainIfLost } from "../client/lost-answer.ts";

interface Answer {
  readonly categories: Category[];
}

interface Change {
  readonly name: string;
  readonly parentId?: number | null;
}

/** What `sendCategory` needs of the client. */
export interface CategoryClient {
  readonly categories: {
    readonly update: {
      mutate(input: { categories: ({ id: number; revision: number } & Change)[] }): Promise<Answer>;
    };
    readonly list: { query(input: { trash: boolean }): Promise<Answer> };
  };
}

/** Changes a category. If the answer gets lost, the list says whether the category is what this change makes of it. */
export const sendCategory = (
  client: CategoryClient,
  { id, revision }: Pick<Category, "id" | "revision">,
  change: Change,
): Promise<Answer> =>
  sendAgainIfLost(
    () => client.categories.update.mutate({ categories: [{ id, revision, ...change }] }),
    async () => {
      const { categories } = await client.categories.list.query({ trash: false });
      const now = categories.find((each) => each.id === id);
      const isPlaced = change.parentId === undefined || now?.parentId === change.parentId;
      const isDone = now?.name === change.name && now.revision === revision + 1 && isPlaced;
      return isDone ? { categories: [now] } : null;
    },
  );
