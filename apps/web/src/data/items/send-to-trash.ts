import type { Item } from "@opp/core/schemas/items";
import { sendAgainIfLost } from "../client/lost-answer.ts";

/** What `sendToTrash` needs of the client. */
export interface TrashClient {
  readonly items: {
    readonly trash: { mutate(input: { ids: number[] }): Promise<{ ids: number[] }> };
    readonly get: { query(input: { id: number }): Promise<Item> };
  };
}

const READ_BACK = 50;

/** Answers the ids that are in the trash afterwards. The second attempt finds there what the first one moved, which is read then. */
export async function sendToTrash(client: TrashClient, ids: readonly number[]): Promise<readonly number[]> {
  let sent = 0;
  const { ids: gone } = await sendAgainIfLost(() => {
    sent += 1;
    return client.items.trash.mutate({ ids: [...ids] });
  });
  const others = ids.filter((id) => !gone.includes(id));
  if (sent === 1 || others.length > READ_BACK) return gone;
  const found = await Promise.all(
    others.map((id) =>
      client.items.get.query({ id }).then(
        ({ deletedAt }) => (deletedAt === null ? [] : id),
        () => [],
      ),
    ),
  );
  return [...gone, ...found.flat()];
}
