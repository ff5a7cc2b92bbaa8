import { describe, expect, it } from "vitest";
import { testServer } from "../test/test-server.ts";

describe("a batch", () => {
  it("makes its mutations one after the other, in the order given", async () => {
    await using server = await testServer();
    const person = await server.person();
    const { items } = (await person.must("items.create", { items: [{ name: "Router" }] })) as {
      items: { id: number }[];
    };
    const ids = items.map(({ id }) => id);
    await person.must("items.trash", { ids });
    // To restore takes longer than to trash: side by side, the second would be done before the first.
    const answer = await server.ask("/api/trpc/items.restore,items.trash?batch=1", {
      headers: person.headers,
      body: JSON.stringify({ 0: { ids }, 1: { ids } }),
    });
    expect(answer.json()).toEqual([{ result: { data: { ids } } }, { result: { data: { ids } } }]);
    expect(await person.must("items.list", { trash: true })).toMatchObject({ items: [{ id: ids[0] }] });
  });

  it("reports a bug in any of its procedures once, and answers the others", async () => {
    await using server = await testServer();
    const person = await server.person();
    Object.defineProperty(server.vault.store.sessions, "list", {
      value: () => Promise.reject(new TypeError("broken")),
    });
    const answer = await server.ask("/api/trpc/sessions.list,account.get?batch=1", {
      headers: person.headers,
    });
    expect(answer.status).toBe(207);
    expect(answer.json()).toMatchObject([
      { error: { data: { vaultCode: "INTERNAL" } } },
      { result: { data: { user: { username: "ada" } } } },
    ]);
    expect(server.logLines.filter((line) => line.includes('"bug"'))).toHaveLength(1);
  });
});
