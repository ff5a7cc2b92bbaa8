import { readFields } from "@opp/core/items/field-values";
import type { Item } from "@opp/core/schemas/items";
import { describe, expect, it } from "vitest";
import { CallFault } from "../../base/call-fault.ts";
import { sendToTrash } from "./send-to-trash.ts";
import { sendUpdate } from "./send-update.ts";
import { summaryOf } from "./summary-of.ts";

const itemOf = (id: number, name: string): Item => ({
  ...readFields({ name }),
  id,
  categoryId: null,
  sortId: 0,
  revision: 1,
  createdAt: 0,
  updatedAt: 0,
  deletedAt: null,
  usedAt: null,
  damaged: false,
});

/** A server whose next answer to a change gets lost. @param between what someone else does between both attempts */
function openServer(between: (item: Item) => void = () => undefined) {
  const items = new Map([1, 2].map((id) => [id, itemOf(id, `item ${id}`)]));
  let isLost = true;
  const answer = <Answer>(given: Answer): Answer => {
    if (!isLost) return given;
    isLost = false;
    for (const item of items.values()) between(item);
    throw new CallFault("TIMEOUT");
  };
  const find = (id: number): Item => {
    const item = items.get(id);
    if (!item) throw new Error("No item has this id.");
    return item;
  };
  return {
    items: {
      update: {
        async mutate({
          items: changes,
        }: {
          items: { id: number; revision: number; name?: string | undefined }[];
        }) {
          if (changes.some(({ id, revision }) => find(id).revision !== revision))
            throw Object.assign(new Error(), { data: { vaultCode: "CONFLICT" } });
          for (const change of changes)
            Object.assign(find(change.id), change, { revision: change.revision + 1 });
          return answer({ items: changes.map(({ id }) => summaryOf(find(id))) });
        },
      },
      trash: {
        async mutate({ ids }: { ids: number[] }) {
          const live = ids.filter((id) => items.get(id)?.deletedAt === null);
          for (const id of live) find(id).deletedAt = 5;
          return answer({ ids: live });
        },
      },
      get: { query: async ({ id }: { id: number }) => ({ ...find(id) }) },
    },
  };
}

describe("sendUpdate", () => {
  it("answers the saved items when the answer got lost", async () => {
    const changes = [1, 2].map((id) => ({ id, revision: 1, name: `new ${id}` }));
    expect(await sendUpdate(openServer(), changes)).toMatchObject({
      items: [
        { id: 1, name: "new 1", revision: 2 },
        { id: 2, name: "new 2", revision: 2 },
      ],
    });
  });

  it("is a conflict when someone changed the item since, or changed it instead", async () => {
    const change = [{ id: 1, revision: 1, name: "new" }];
    const changedAgain = openServer((item) => Object.assign(item, { revision: 3 }));
    await expect(sendUpdate(changedAgain, change)).rejects.toMatchObject({ data: { vaultCode: "CONFLICT" } });
    const changedInstead = openServer((item) => Object.assign(item, { name: "someone's" }));
    await expect(sendUpdate(changedInstead, change)).rejects.toMatchObject({
      data: { vaultCode: "CONFLICT" },
    });
  });
});

describe("sendToTrash", () => {
  it("answers what is in the trash by the first attempt, whose answer got lost", async () => {
    expect(await sendToTrash(openServer(), [1, 2, 3])).toEqual([1, 2]);
  });
});
