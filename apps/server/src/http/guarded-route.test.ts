import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request as openRequest } from "node:http";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { ApiDeps } from "@opp/api/context";
import { CONTRACT_HEADER } from "@opp/core/schemas/contract";
import type { LiveSession } from "@opp/core/vault/access/sessions";
import type { UnlockedAccount } from "@opp/core/vault/access/unlock";
import { describe, expect, it } from "vitest";
import type { Person } from "../../test/person.ts";
import { type TestServer, testServer } from "../../test/test-server.ts";
import { limitBodies } from "./body-limit.ts";
import { takeByteStreams } from "./body-parsers.ts";
import { type GuardedCall, withPassphrase, withSession } from "./guarded-route.ts";

interface Handlers {
  readonly vault?: (call: GuardedCall<UnlockedAccount>) => Promise<unknown>;
  readonly session?: (call: GuardedCall<LiveSession>) => Promise<unknown>;
}

const MAX_BYTES = 1_000_000;

/** The real server with two guarded routes that the product doesn't have. */
function serverWith({ vault, session }: Handlers, readToken = tokenIn): Promise<TestServer> {
  return testServer({
    addRoutes: (app, api: ApiDeps) =>
      app.register(async (scope) => {
        takeByteStreams(scope);
        limitBodies(scope, { maxBytes: MAX_BYTES, tokens: api.tokens, readToken, classesOf: () => ["bulk"] });
        const unused = async () => "unused";
        scope.put("/api/test/vault", withPassphrase(api, vault ?? unused));
        scope.get("/api/test/vault", withPassphrase(api, vault ?? unused));
        scope.put("/api/test/session", withSession(api, session ?? unused));
      }),
  });
}

const tokenIn = (rawHeaders: readonly string[]): string | null =>
  rawHeaders[rawHeaders.findIndex((name) => name.toLowerCase() === "authorization") + 1]?.split(" ")[1] ??
  null;

const octets = (person: Person) => ({ ...person.headers, "content-type": "application/octet-stream" });

function put(server: TestServer, person: Person): ClientRequest {
  const outgoing = openRequest(`${server.url}/api/test/vault`, { method: "PUT", headers: octets(person) });
  outgoing.on("error", () => undefined);
  return outgoing;
}

async function answerTo(outgoing: ClientRequest): Promise<IncomingMessage> {
  const [incoming]: IncomingMessage[] = await once(outgoing, "response");
  if (!incoming) throw new Error("no response");
  return incoming;
}

const bodyOf = ({ request }: GuardedCall<unknown>): Readable => {
  if (!(request.body instanceof Readable)) throw new Error("the body was read already");
  return request.body;
};

/** A promise that the test resolves. */
function resolvable<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** The vault's keys as they were handed out, and a promise for a test to hold a handler back. */
function watch() {
  let keys: Uint8Array[] = [];
  const gate = resolvable<void>();
  return {
    gate,
    see: ({ opened }: GuardedCall<UnlockedAccount>) => {
      keys = [opened.accountKey.key, ...opened.keys.byNumber.values()];
    },
    areWiped: () => keys.length > 1 && keys.every((key) => key.every((byte) => byte === 0)),
    areWhole: () => keys.length > 1 && keys.every((key) => key.some((byte) => byte !== 0)),
  };
}

describe("a guarded route streams", () => {
  it("a body: the handler has the first bytes before the client sends the last", async () => {
    const first = resolvable<string>();
    await using server = await serverWith({
      vault: async (call) => {
        let whole = "";
        for await (const chunk of bodyOf(call)) {
          whole += String(chunk);
          first.resolve(whole);
        }
        return { whole };
      },
    });
    const outgoing = put(server, await server.person());
    outgoing.write("first ");
    expect(await first.promise).toBe("first ");
    outgoing.end("last");
    expect(JSON.parse(await text(await answerTo(outgoing)))).toEqual({ whole: "first last" });
  });

  it("an answer: the client has the first bytes before the handler makes the last, and the keys are whole until then", async () => {
    const { gate, see, areWhole, areWiped } = watch();
    await using server = await serverWith({
      vault: async (call) => {
        see(call);
        return Readable.from(
          (async function* () {
            yield "first ";
            await gate.promise;
            yield "last";
          })(),
        );
      },
    });
    const { headers } = await server.person();
    const outgoing = openRequest(`${server.url}/api/test/vault`, { headers }).end();
    const incoming = await answerTo(outgoing);
    const [start] = await once(incoming, "data");
    expect(String(start)).toBe("first ");
    expect(areWhole()).toBe(true);
    gate.resolve();
    expect(await text(incoming)).toBe("last");
    await expect.poll(areWiped).toBe(true);
  });
});

describe("a guarded route refuses", () => {
  const unreached: Handlers = {
    vault: async () => {
      throw new Error("the handler ran");
    },
    session: async () => {
      throw new Error("the handler ran");
    },
  };

  it.each(["/api/test/vault", "/api/test/session"])(
    "a request without a token on %s, and doesn't wait for its body",
    async (path) => {
      await using server = await serverWith(unreached);
      const outgoing = openRequest(server.url + path, {
        method: "PUT",
        headers: { "content-type": "application/octet-stream", "content-length": 1000 },
      });
      outgoing.on("error", () => undefined);
      outgoing.flushHeaders();
      const incoming = await answerTo(outgoing);
      expect([incoming.statusCode, incoming.headers.connection]).toEqual([401, "close"]);
      expect(JSON.parse(await text(incoming))).toMatchObject({
        error: { data: { vaultCode: "UNAUTHORIZED", details: { reason: "missing" } } },
      });
    },
  );

  it("an ended session, and a vault without a passphrase", async () => {
    await using server = await serverWith(unreached);
    const person = await server.person();
    const { "x-opp-phrase-base64": _, ...locked } = person.headers;
    expect((await server.ask("/api/test/vault", { headers: locked })).status).toBe(428);
    await person.must("auth.logout");
    expect((await server.ask("/api/test/vault", { headers: person.headers })).status).toBe(401);
  });

  it("a wrong passphrase, and counts it: the tenth ends the session", async () => {
    await using server = await serverWith(unreached);
    const person = await server.person();
    const wrong = { ...person.headers, "x-opp-phrase-base64": "d3Jvbmcgb25l" };
    const statuses: number[] = [];
    for (let tried = 0; tried < 10; tried += 1)
      statuses.push((await server.ask("/api/test/vault", { headers: wrong })).status);
    expect(statuses).toEqual([...Array<number>(9).fill(403), 401]);
    expect((await person.call("items.list", {})).status).toBe(401);
  });

  it("malformed headers, a change by an outdated page, and other types of body", async () => {
    await using server = await serverWith(unreached);
    const person = await server.person();
    const ask = async (headers: Record<string, string | string[]>) =>
      (await server.ask("/api/test/vault", { method: "PUT", headers, body: "x" })).status;
    expect(await ask({ ...octets(person), authorization: "Basic eA==" })).toBe(400);
    expect(await ask({ ...octets(person), [CONTRACT_HEADER]: "0" })).toBe(412);
    expect(await ask({ ...person.headers, "content-type": "application/json" })).toBe(415);
  });

  it("more bytes than its scope allows, declared or not", async () => {
    await using server = await serverWith({
      vault: async (call) => {
        for await (const _ of bodyOf(call));
        return "read";
      },
    });
    const person = await server.person();
    const ask = async (bytes: number, chunked: boolean) =>
      (
        await server.ask("/api/test/vault", {
          method: "PUT",
          headers: octets(person),
          body: Buffer.alloc(bytes),
          chunked,
        })
      ).status;
    expect(await ask(MAX_BYTES, false)).toBe(200);
    expect(await ask(MAX_BYTES, true)).toBe(200);
    expect(await ask(MAX_BYTES + 1, false)).toBe(413);
    expect(await ask(MAX_BYTES + 1, true)).toBe(413);
  });
});

describe("a guarded route wipes the keys", () => {
  it("after the answer, and after an error", async () => {
    const { see, areWhole, areWiped } = watch();
    let isFailing = false;
    await using server = await serverWith({
      vault: async (call) => {
        see(call);
        expect(areWhole()).toBe(true);
        if (isFailing) throw new Error("a bug");
        return "done";
      },
    });
    const { headers } = await server.person();
    expect((await server.ask("/api/test/vault", { headers })).status).toBe(200);
    await expect.poll(areWiped).toBe(true);
    isFailing = true;
    expect((await server.ask("/api/test/vault", { headers })).status).toBe(500);
    await expect.poll(areWiped).toBe(true);
  });

  it("when the client leaves in the middle of its body, but not before the handler has stopped", async () => {
    const { gate, see, areWhole, areWiped } = watch();
    const hasBegun = resolvable<GuardedCall<UnlockedAccount>>();
    await using server = await serverWith({
      vault: async (call) => {
        see(call);
        try {
          for await (const _ of bodyOf(call)) hasBegun.resolve(call);
        } finally {
          await gate.promise;
        }
      },
    });
    const outgoing = put(server, await server.person());
    outgoing.write("half of it");
    const { signal } = await hasBegun.promise;
    expect(signal.aborted).toBe(false);
    outgoing.destroy();
    await expect.poll(() => signal.aborted).toBe(true);
    expect(areWhole()).toBe(true);
    gate.resolve();
    await expect.poll(areWiped).toBe(true);
    expect(server.logLines.filter((line) => line.includes('"bug"'))).toEqual([]);
  });

  it("when the client leaves in the middle of an answer, but not before its stream has stopped", async () => {
    const { gate, see, areWhole, areWiped } = watch();
    const isGone = resolvable<void>();
    await using server = await serverWith({
      vault: async (call) => {
        see(call);
        call.signal.addEventListener("abort", () => isGone.resolve());
        return Readable.from(
          (async function* () {
            yield "first";
            await gate.promise;
            yield "last";
          })(),
        );
      },
    });
    const { headers } = await server.person();
    const outgoing = openRequest(`${server.url}/api/test/vault`, { headers }).end();
    outgoing.on("error", () => undefined);
    const incoming = await answerTo(outgoing);
    incoming.on("error", () => undefined);
    await once(incoming, "data");
    outgoing.destroy();
    await isGone.promise;
    expect(areWhole()).toBe(true);
    gate.resolve();
    await expect.poll(areWiped).toBe(true);
    expect(server.logLines.filter((line) => line.includes('"bug"'))).toEqual([]);
  });
});
