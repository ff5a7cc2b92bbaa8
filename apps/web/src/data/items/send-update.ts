import { isSameValue } from "@opp/core/items/field-values";
import type { Item, ItemList } from "@opp/core/schemas/items";
import { sendAgainIfLost } from "../client/lost-answer.ts";
import type { TrpcUtils } from "../client/trpc.ts";
import { summaryOf } from "./summary-of.ts";

type Client = TrpcUtils["client"];
type Changes = Parameters<Client["items"]["update"]["mutate"]>[0]["items"];

/** What `sendUpdate` needs of the client. */
export interface UpdateClient {
  readonly items: {
    readonly update: { mutate(input: { items: Changes }): Promise<ItemList> };
    readonly get: { query(input: { id: number }): Promise<Item> };
  };
}

/** If more were changed in one call, the outcome stays unknown. */
const READ_BACK = 50;

/** Changes items. If the answer gets lost, the items say whether it was this change that they got. */
export function sendUpdate(client: UpdateClient, items: Changes): Promise<ItemList> {
  return sendAgainIfLost(
    () => client.items.update.mutate({ items }),
    async () => {
      if (items.length > READ_BACK) throw new Error("These are too many to look at.");
      const now = await Promise.all(items.map(({ id }) => client.items.get.query({ id })));
      const isDone = now.every((item, index) => isResultOf(item, items[index] ?? {}));
      return isDone ? { items: now.map(summaryOf) } : null;
    },
  );
}

function isResultOf(now: Item, { revision, ...change }: Partial<Changes[number]>): boolean {
  const isNext = revision !== undefined && now.revision === revision + 1;
  return (
    isNext && Object.entries(change).every(([name, value]) => isSameValue(Reflect.get(now, name), value))
  );
}
