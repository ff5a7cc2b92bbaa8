import { describe, expect, it, vi } from "vitest";
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

describe("work on a whole vault", () => {
  it("is called once in a request", async () => {
    await using server = await testServer();
    const person = await server.person();
    const paths = "vault.fetchAll,health.report,categories.list";
    const refused = await server.ask(`/api/trpc/${paths}?batch=1`, { headers: person.headers });
    expect([refused.status, refused.json()]).toMatchObject([
      400,
      { error: { message: expect.stringContaining("Send each in a separate request.") } },
    ]);
    const once = await server.ask("/api/trpc/vault.fetchAll,categories.list?batch=1", {
      headers: person.headers,
    });
    expect(once.status).toBe(200);
  });

  it("is done one at a time for each account, and refused past eight that wait", async () => {
    await using server = await testServer();
    const [ada, bob] = [await server.person("ada"), await server.person("bob")];
    const { store } = server.vault;
    const waiting: (() => void)[] = [];
    const page = store.items.page.bind(store.items);
    Object.defineProperty(store.items, "page", {
      value: async (...asked: Parameters<typeof page>) => {
        await new Promise<void>((go) => waiting.push(go));
        return page(...asked);
      },
    });
    const calls = Array.from({ length: 12 }, () => ada.call("vault.fetchAll"));
    await vi.waitFor(() => expect(server.vault.accountWork.heavy.waiting).toBe(8));
    const refused = await Promise.race(calls);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect(waiting).toHaveLength(1);
    const other = bob.call("vault.fetchAll");
    await vi.waitFor(() => expect(waiting).toHaveLength(2));
    for (const go of waiting) go();
    expect((await other).status).toBe(200);
    for (let done = 2; done < 10; done += 1) {
      await vi.waitFor(() => expect(waiting).toHaveLength(done + 1));
      waiting[done]?.();
    }
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses.toSorted((one, other) => one - other)).toEqual([
      ...Array<number>(9).fill(200),
      503,
      503,
      503,
    ]);
  });
});

/** Longer than a busy machine takes. */
const SOON = { timeout: 15_000 };

describe("the calls of one account", () => {
  it("run four at a time, whatever its connections are; those of others don't wait", async () => {
    await using server = await testServer();
    const [ada, bob] = [await server.person("ada"), await server.person("bob")];
    const { store, accountWork } = server.vault;
    const waiting: (() => void)[] = [];
    let isHeld = true;
    const page = store.items.page.bind(store.items);
    Object.defineProperty(store.items, "page", {
      value: async (...asked: Parameters<typeof page>) => {
        if (isHeld) await new Promise<void>((go) => waiting.push(go));
        return page(...asked);
      },
    });
    const calls = Array.from({ length: 10 }, () => ada.call("items.list"));
    await vi.waitFor(() => expect([waiting.length, accountWork.usual.waiting]).toEqual([4, 6]), SOON);
    expect(await bob.must("categories.list")).toEqual({ categories: [] });
    isHeld = false;
    for (const go of waiting) go();
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(Array<number>(10).fill(200));
  });
});

describe("work on a whole vault whose client is gone", () => {
  it("gives up its place, and stops", async () => {
    await using server = await testServer();
    const ada = await server.person("ada");
    const { store, accountWork } = server.vault;
    const waiting: (() => void)[] = [];
    const page = store.items.page.bind(store.items);
    Object.defineProperty(store.items, "page", {
      value: async (...asked: Parameters<typeof page>) => {
        await new Promise<void>((go) => waiting.push(go));
        return page(...asked);
      },
    });
    const clients = [new AbortController(), new AbortController()];
    const calls = clients.map(({ signal }) =>
      fetch(`${server.url}/api/trpc/vault.fetchAll`, { headers: ada.headers, signal }).catch(() => null),
    );
    await vi.waitFor(() => expect([waiting.length, accountWork.heavy.waiting]).toEqual([1, 1]), SOON);
    for (const client of clients) client.abort();
    await vi.waitFor(() => expect(accountWork.heavy.waiting).toBe(0), SOON);
    const later = ada.call("vault.fetchAll");
    await vi.waitFor(() => expect(accountWork.heavy.waiting).toBe(1), SOON);
    waiting[0]?.();
    await vi.waitFor(() => expect(waiting).toHaveLength(2), SOON);
    waiting[1]?.();
    expect((await later).status).toBe(200);
    expect(await Promise.all(calls)).toEqual([null, null]);
    expect(server.logLines.filter((line) => line.includes('"bug"'))).toEqual([]);
  });
});
