import { inspect } from "node:util";
import { type RunningServer, runningServer } from "@opp/host/testing/running-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createVaultClient } from "../src/vault-client.ts";
import { answerEach, scriptedServer } from "./scripted-server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await runningServer();
});
afterAll(async () => server[Symbol.asyncDispose]());

/** A new account, and a client that is logged in to it. */
async function person(username: string) {
  const secrets = {
    username,
    password: `password of ${username}`,
    passphrase: `Pässphrase von ${username} 🔑`,
  };
  const vault = createVaultClient({ url: server.url });
  await vault.auth.register.mutate(secrets);
  const login = await vault.login({ ...secrets, expiresInSeconds: 600 });
  return { ...secrets, vault, ...login };
}

describe("a client that is logged in", () => {
  it("adds, lists, reads, changes and deletes", async () => {
    const { vault } = await person("ada");
    const added = await vault.items.create.mutate({ items: [{ name: "Router", password: "s3cret" }] });
    const [router] = added.items;
    const id = router?.id ?? 0;
    expect(await vault.items.list.query()).toMatchObject({
      items: [{ id, name: "Router" }],
      nextCursor: null,
    });
    expect(await vault.items.get.query({ id })).toMatchObject({ name: "Router", password: "s3cret" });
    await vault.items.update.mutate({ items: [{ id, revision: 1, name: "Röuter" }] });
    await vault.items.trash.mutate({ ids: [id] });
    expect(await vault.items.list.query({ trash: true })).toMatchObject({ items: [{ name: "Röuter" }] });
  });

  it("hears what is wrong with a field", async () => {
    const { vault } = await person("fields");
    await expect(vault.items.create.mutate({ items: [{ name: "x".repeat(2000) }] })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      fields: [{ path: "items[0].name", message: "name has at most 1024 characters." }],
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it("can't overwrite what someone else changed", async () => {
    const { vault } = await person("conflict");
    const { items } = await vault.items.create.mutate({ items: [{ name: "one" }] });
    const change = { id: items[0]?.id ?? 0, revision: 1 };
    await vault.items.update.mutate({ items: [{ ...change, name: "two" }] });
    await expect(vault.items.update.mutate({ items: [{ ...change, name: "three" }] })).rejects.toMatchObject({
      code: "CONFLICT",
      ids: [change.id],
    });
  });

  it("is locked, unlocked and logged out", async () => {
    const { vault, passphrase, token } = await person("locks");
    vault.lock();
    await expect(vault.items.list.query()).rejects.toMatchObject({ code: "PASSPHRASE_REQUIRED" });
    expect(await vault.account.get.query()).toMatchObject({ user: { username: "locks" } });
    await expect(vault.unlock("another passphrase")).rejects.toMatchObject({ code: "PASSPHRASE_INCORRECT" });
    await expect(vault.items.list.query()).rejects.toMatchObject({ code: "PASSPHRASE_REQUIRED" });
    await vault.unlock(passphrase);
    expect(await vault.items.list.query()).toMatchObject({ items: [] });
    await vault.logout();
    await expect(vault.account.get.query()).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      reason: "missing",
    });
    const late = createVaultClient({ url: server.url, token, passphrase });
    await expect(late.items.list.query()).rejects.toMatchObject({ code: "UNAUTHORIZED", reason: "ended" });
    await late.logout();
  });

  it("continues with token and passphrase from before", async () => {
    const { token, passphrase } = await person("again");
    const vault = createVaultClient({ url: `${server.url}/`, token, passphrase });
    expect(await vault.items.list.query()).toMatchObject({ items: [] });
  });

  it("forgets everything at the end of a block", async () => {
    const { token, passphrase } = await person("using");
    const kept: ReturnType<typeof createVaultClient>[] = [];
    {
      using vault = createVaultClient({ url: server.url, token, passphrase });
      kept.push(vault);
    }
    await expect(kept[0]?.account.get.query()).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      reason: "missing",
    });
  });
});

describe("a login that fails", () => {
  it("is refused, and leaves the client as it was", async () => {
    const { vault, username } = await person("refused");
    await expect(vault.login({ username, password: "another password" })).rejects.toMatchObject({
      code: "CREDENTIALS_INCORRECT",
    });
    expect(await vault.items.list.query()).toMatchObject({ items: [] });
  });
});

describe("calls of one turn", () => {
  it("go in one request: reads together, changes together and in order, and nothing in the URL but their names", async () => {
    await using scripted = await scriptedServer(answerEach((path) => path));
    const vault = createVaultClient({ url: scripted.url, passphrase: "a passphrase" });
    await Promise.all([
      vault.items.get.query({ id: 7 }),
      vault.items.trash.mutate({ ids: [1] }),
      vault.categories.list.query(),
      vault.items.restore.mutate({ ids: [1] }),
    ]);
    expect(scripted.received.map(({ method, url, body }) => [method, url, JSON.parse(body)])).toEqual([
      ["POST", "/api/trpc/items.get,categories.list?batch=1", { 0: { id: 7 } }],
      ["POST", "/api/trpc/items.trash,items.restore?batch=1", { 0: { ids: [1] }, 1: { ids: [1] } }],
    ]);
  });

  it("go fifty at a time, and each gets its own answer", async () => {
    const { vault } = await person("fifty");
    const items = Array.from({ length: 120 }, (_, index) => ({ name: `item ${index}` }));
    const created = await vault.items.create.mutate({ items });
    const read = await Promise.all(created.items.map(({ id }) => vault.items.get.query({ id })));
    expect(read.map(({ name }) => name)).toEqual(items.map(({ name }) => name));
    const some = await Promise.allSettled([
      vault.items.get.query({ id: 900_001 }),
      vault.items.get.query({ id: created.items[0]?.id ?? 0 }),
    ]);
    expect(some.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  });

  it("go apart where they bring other secrets", async () => {
    await using scripted = await scriptedServer(answerEach((path) => path));
    const vault = createVaultClient({ url: scripted.url, token: "t", passphrase: "Grüße" });
    const open = vault.items.list.query();
    vault.lock();
    await Promise.all([open, vault.account.get.query()]);
    expect(scripted.received.map(({ headers }) => headers["x-opp-phrase-base64"])).toEqual([
      Buffer.from("Grüße").toString("base64url"),
      undefined,
    ]);
  });

  it("go apart where their input is large", async () => {
    await using scripted = await scriptedServer(answerEach((path) => path));
    const vault = createVaultClient({ url: scripted.url });
    const large = { items: [{ blob: "x".repeat(700_000) }] };
    await Promise.all([vault.items.create.mutate(large), vault.items.create.mutate(large)]);
    expect(scripted.received).toHaveLength(2);
  });
});

describe("a client that is looked at", () => {
  it("shows no secret", async () => {
    const vault = createVaultClient({ url: server.url, token: "hunter2", passphrase: "hunter2" });
    expect(inspect(vault, { depth: 9, showHidden: true }) + JSON.stringify({ vault })).not.toContain(
      "hunter2",
    );
    expect(await Promise.resolve(vault)).toBe(vault);
  });

  it("says how calls are made, to code without types", () => {
    const { items } = createVaultClient({ url: server.url });
    const list: unknown = items.list;
    expect(() => (list as () => void)()).toThrow("Calls end with .query(…) or .mutate(…).");
  });
});
