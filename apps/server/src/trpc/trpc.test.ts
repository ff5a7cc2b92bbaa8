import { describe, expect, it } from "vitest";
import { testServer } from "../../test/test-server.ts";

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

  it("reads with POST as with GET, so that what is asked for stands in no URL", async () => {
    await using server = await testServer();
    const person = await server.person();
    await person.must("items.create", { items: [{ name: "Router" }] });
    const [, ...answers] = await Promise.all([
      person.must("items.list"),
      server.ask("/api/trpc/items.list?input=%7B%22limit%22%3A1%7D", { headers: person.headers }),
      server.ask("/api/trpc/items.list", { headers: person.headers, body: '{"limit":1}' }),
    ]);
    const batch = await server.ask("/api/trpc/items.trash,items.list?batch=1", {
      headers: person.headers,
      body: JSON.stringify({ 0: { ids: [1] }, 1: { trash: true } }),
    });
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1]?.json()).toEqual(answers[0]?.json());
    // Beside a change, a read waits for its turn.
    expect(batch.json()).toMatchObject([
      { result: { data: { ids: [1] } } },
      { result: { data: { items: [{ name: "Router" }] } } },
    ]);
  });

  it("makes no change with GET", async () => {
    await using server = await testServer();
    const person = await server.person();
    const answer = await server.ask("/api/trpc/generator.password", { headers: person.headers });
    expect([answer.status, answer.json()]).toMatchObject([
      405,
      { error: { message: "Use POST to make changes." } },
    ]);
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
