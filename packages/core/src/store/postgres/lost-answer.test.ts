import { describe, expect, it } from "vitest";
import { asItemId, personalVaultOf } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import { openTwoNodes } from "../../testing/two-postgres-nodes.ts";
import { request } from "../contract/requests.suite.ts";
import { addUser, everyItem, idsOf, rowsOf, sealed } from "../contract/world.suite.ts";
import type { Store } from "../store.ts";
import type { PostgresStore } from "./open-store.ts";

/** Makes the answer to the next commit get lost: it takes effect, and the node hears nothing. */
function loseNextAnswer({ pool }: PostgresStore): void {
  pool.once("acquire", (client) => {
    const send = client.query;
    const sendAndLose = new Proxy(send, {
      async apply(query, _, given: unknown[]) {
        const answer: unknown = await Reflect.apply(query, client, given);
        if (given[0] !== "COMMIT") return answer;
        Reflect.set(client, "query", send);
        throw new Error("Connection terminated unexpectedly");
      },
    });
    Reflect.set(client, "query", sendAndLose);
  });
}

describe("a creation in PostgreSQL whose commit was never answered", () => {
  it("is found by its name at any node, and isn't made a second time", async () => {
    await using world = await openTwoNodes();
    const [node, other] = world.nodes;
    const { id } = await addUser(node, "ada");
    const scope = ownScope(id);
    const first = await node.items.reserveIds(personalVaultOf(id), 1);
    const insertBy = (store: Store, itemId: number) =>
      store.items.insert(scope, [{ id: asItemId(itemId), categoryId: null, sealed: sealed("Router") }], {
        keyNumber: 1,
        now: 2000,
        request: request(1),
      });
    loseNextAnswer(node);
    await expect(insertBy(node, first)).rejects.toMatchObject({ code: "OUTCOME_UNKNOWN" });
    for (const store of world.nodes) {
      const next = await store.items.reserveIds(personalVaultOf(id), 1);
      expect(await insertBy(store, next)).toEqual({ outcome: "made-before" });
      expect(await store.requests.find(scope, request(1).name)).toMatchObject({ firstId: first, count: 1 });
    }
    expect(idsOf(await rowsOf(other, id, { trash: false, ...everyItem }))).toEqual([first]);
  });
});
