import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createVaultClient } from "../src/vault-client.ts";
import { VaultClientError } from "../src/vault-client-error.ts";
import { answer, answerEach, hangUp, neverAnswer, refusal, scriptedServer } from "./scripted-server.ts";

const SECRETS = {
  token: "header.hunter2-token.signature",
  passphrase: "hunter2 passphrase",
} as const;

async function failureOf(call: Promise<unknown>): Promise<VaultClientError> {
  const failure = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (failure instanceof VaultClientError) return failure;
  throw new Error("The call was not refused by a VaultClientError.", { cause: failure });
}

describe("a connection that breaks", () => {
  it("makes a query ask once more", async () => {
    await using server = await scriptedServer(
      hangUp,
      answerEach(() => ({ items: [] })),
    );
    const vault = createVaultClient({ url: server.url, ...SECRETS });
    expect(await vault.items.list.query()).toEqual({ items: [] });
    expect(server.received).toHaveLength(2);
    expect(server.received[1]?.headers).toMatchObject({ authorization: `Bearer ${SECRETS.token}` });
  });

  it("makes a query fail when it breaks again", async () => {
    await using server = await scriptedServer(hangUp);
    const failure = await failureOf(createVaultClient({ url: server.url }).items.list.query());
    expect([failure.code, server.received.length]).toEqual(["UNREACHABLE", 2]);
    expect(failure.message).toContain(server.url);
  });

  it("never makes a mutation repeat, since it may have been done", async () => {
    await using server = await scriptedServer(
      hangUp,
      answerEach(() => ({})),
    );
    const vault = createVaultClient({ url: server.url, ...SECRETS });
    const failure = await failureOf(vault.items.create.mutate({ items: [{ name: "Router" }] }));
    expect([failure.code, server.received.length]).toEqual(["UNREACHABLE", 1]);
  });

  it("is told apart from a server that isn't there only by its reason", async () => {
    const server = await scriptedServer(hangUp);
    await server[Symbol.asyncDispose]();
    const failure = await failureOf(createVaultClient({ url: server.url }).auth.logout.mutate());
    expect(failure).toMatchObject({ code: "UNREACHABLE", reason: "ECONNREFUSED" });
  });
});

describe("a server that is busy", () => {
  const busy = (seconds: number) => answer(503, refusal("BUSY"), { "retry-after": String(seconds) });

  it("is asked once more by a query, when it says when", async () => {
    await using server = await scriptedServer(
      busy(0),
      answerEach(() => ({ items: [] })),
    );
    expect(await createVaultClient({ url: server.url }).items.list.query()).toEqual({ items: [] });
    expect(server.received).toHaveLength(2);
  });

  it("is not waited for when it takes long", async () => {
    await using server = await scriptedServer(busy(30));
    const failure = await failureOf(createVaultClient({ url: server.url }).items.list.query());
    expect(failure).toMatchObject({ code: "BUSY", retryAfterSeconds: 30, requestId: "r-1" });
    expect(server.received).toHaveLength(1);
  });

  it("is not asked twice by a mutation", async () => {
    await using server = await scriptedServer(busy(0));
    const failure = await failureOf(createVaultClient({ url: server.url }).auth.logout.mutate());
    expect([failure.code, server.received.length]).toEqual(["BUSY", 1]);
  });
});

describe("waiting", () => {
  it("ends after the client's time, and the connection with it", async () => {
    await using server = await scriptedServer(neverAnswer);
    const vault = createVaultClient({ url: server.url, timeoutMilliseconds: 500 });
    const failure = await failureOf(vault.login({ username: "ada", password: "secret words" }));
    expect([failure.code, server.received.length]).toEqual(["TIMEOUT", 1]);
    expect(failure.message).toContain("0.5 seconds");
  });

  it("ends after the call's own time", async () => {
    await using server = await scriptedServer(neverAnswer);
    const vault = createVaultClient({ url: server.url });
    expect((await failureOf(vault.items.list.query({}, { timeoutMilliseconds: 20 }))).code).toBe("TIMEOUT");
  });

  it("ends for one call of a batch, and continues for the others", async () => {
    const controller = new AbortController();
    await using server = await scriptedServer((response, received) => {
      controller.abort();
      // What was given up has settled before the answer is under way.
      setImmediate(() => answerEach((path) => ({ path }))(response, received));
    });
    const vault = createVaultClient({ url: server.url });
    const [given, kept] = await Promise.allSettled([
      vault.items.list.query({}, { signal: controller.signal }),
      vault.categories.list.query(),
    ]);
    expect(given).toMatchObject({ status: "rejected", reason: { code: "ABORTED" } });
    expect(kept).toMatchObject({ status: "fulfilled", value: { path: "categories.list" } });
    expect(server.received).toHaveLength(1);
  });

  it("doesn't begin for a signal that is aborted", async () => {
    await using server = await scriptedServer(neverAnswer);
    const vault = createVaultClient({ url: server.url });
    const signal = AbortSignal.abort(new Error("hunter2"));
    expect(await failureOf(vault.items.list.query({}, { signal }))).toMatchObject({ code: "ABORTED" });
  });
});

describe("an answer that isn't the server's", () => {
  it.each([
    ["a page", 200, "<!doctype html><title>hunter2</title>", "UNEXPECTED"],
    ["another JSON", 200, { hello: "world" }, "UNEXPECTED"],
    ["a list that is too short", 200, [], "UNEXPECTED"],
    ["an error of another product", 400, { error: { message: "no" } }, "UNEXPECTED"],
    ["an unknown code", 400, refusal("NEW_CODE"), "UNEXPECTED"],
    ["a code that is a property of every object", 400, refusal("toString"), "UNEXPECTED"],
    ["a proxy without its server", 502, "Bad gateway", "UNREACHABLE"],
    ["nothing", 200, "", "UNEXPECTED"],
  ])("is named: %s", async (_, status, body, code) => {
    await using server = await scriptedServer(answer(status, body));
    const failure = await failureOf(createVaultClient({ url: server.url }).auth.logout.mutate());
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(server.url);
    expect(failure.message).not.toContain("hunter2");
  });

  it("may be a redirect, which no secret follows", async () => {
    await using thief = await scriptedServer(answerEach(() => ({})));
    for (const status of [301, 302, 307, 308]) {
      await using server = await scriptedServer(
        answer(status, "", { location: `${thief.url}/api/trpc/auth.unlock` }),
      );
      const vault = createVaultClient({ url: server.url, ...SECRETS });
      expect((await failureOf(vault.auth.unlock.mutate())).code).toBe("UNEXPECTED");
    }
    expect(thief.received).toEqual([]);
  });
});

describe("an error", () => {
  it("has the server's code, sentence, fields, ids, wait and request id", async () => {
    const fields = [{ path: "items[0].name", message: "name has at most 1024 characters." }];
    await using server = await scriptedServer(
      answer(200, [
        refusal("INVALID_INPUT", { ids: [1, 2], retryAfterSeconds: 1.5, reason: "expired" }, { fields }),
      ]),
    );
    expect(await failureOf(createVaultClient({ url: server.url }).auth.logout.mutate())).toMatchObject({
      name: "VaultClientError",
      code: "INVALID_INPUT",
      message: "A sentence for INVALID_INPUT.",
      fields,
      ids: [1, 2],
      retryAfterSeconds: 2,
      reason: "expired",
      requestId: "r-1",
    });
  });

  it("holds no secret, however it is looked at", async () => {
    const broken = () => Promise.reject(Object.assign(new TypeError("hunter2"), { cause: "hunter2" }));
    await using server = await scriptedServer(answer(401, refusal("UNAUTHORIZED")));
    const failures = [
      await failureOf(createVaultClient({ url: server.url, ...SECRETS, fetch: broken }).auth.unlock.mutate()),
      await failureOf(
        createVaultClient({ url: server.url, ...SECRETS }).items.create.mutate({
          items: [{ password: "hunter2" }],
        }),
      ),
      await failureOf(createVaultClient({ url: server.url, ...SECRETS }).unlock("hunter2")),
    ];
    for (const failure of failures) {
      const views = [
        inspect(failure, { depth: 9, showHidden: true }),
        JSON.stringify(failure),
        String(failure),
        failure.stack,
      ];
      expect(views.join()).not.toContain("hunter2");
      expect(failure).not.toHaveProperty("cause");
    }
  });

  it("comes for a token that no server gave out, without the token in it", () => {
    const make = () => createVaultClient({ url: "https://vault.example", token: "hunter2\r\nx: y" });
    expect(make).toThrow(VaultClientError);
    expect(make).not.toThrow(/hunter2/);
  });

  it("comes for input that is no JSON, without the input in it", async () => {
    await using server = await scriptedServer(neverAnswer);
    const cyclic: { hunter2?: unknown } = {};
    cyclic.hunter2 = cyclic;
    const failure = await failureOf(createVaultClient({ url: server.url }).items.list.query(cyclic as never));
    expect(failure.code).toBe("INVALID_INPUT");
    expect(failure.message).not.toContain("hunter2");
  });
});
