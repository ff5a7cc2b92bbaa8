import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { callProcedure } from "../test/person.ts";
import { testServer } from "../test/test-server.ts";
import { STRANGER_BODY_BYTES } from "./http/body-limit.ts";

const STATUS = "/api/trpc/system.status";
const LOGIN = "/api/trpc/auth.login";

/** What a server answers to bytes that no HTTP client would send. */
async function sendBytes(url: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    answer += text;
  });
  socket.on("error", () => undefined);
  socket.write(bytes);
  await new Promise((resolve) => socket.once("close", resolve));
  return answer;
}

/** The shape that every error has, a procedure's own included. */
const refusal = (httpStatus: number) => ({
  error: {
    message: expect.stringMatching(/^[A-Z].*[.]$/),
    code: expect.any(Number),
    data: {
      httpStatus,
      code: expect.any(String),
      vaultCode: expect.any(String),
      requestId: expect.any(String),
      details: {},
      fields: [],
      path: expect.toSatisfy((path: unknown) => path === null || typeof path === "string"),
    },
  },
});

describe("every answer", () => {
  it.each(["/", STATUS, "/api/nothing", "/nothing", "/healthz", LOGIN])(
    "to %s carries the headers that a scanner looks for",
    async (path) => {
      await using server = await testServer();
      const { headers } = await server.ask(path);
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "content-security-policy": expect.stringContaining("default-src 'none'"),
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "origin-agent-cluster": "?1",
        "permissions-policy": expect.stringMatching(
          /camera=\(\), .*publickey-credentials-create=\(self\), publickey-credentials-get=\(self\)/,
        ),
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-dns-prefetch-control": "off",
        "x-frame-options": "DENY",
        "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      for (const name of ["server", "x-powered-by", "set-cookie", "strict-transport-security"])
        expect(headers).not.toHaveProperty(name);
    },
  );

  it("has a request id of its own, whatever the request calls itself", async () => {
    await using server = await testServer();
    const headers = { "x-request-id": "mine", "request-id": "mine" };
    expect((await server.ask(STATUS, { headers })).headers["x-request-id"]).not.toBe("mine");
  });
});

describe("limits", () => {
  it("refuse a stranger's body past 64 KiB, whether its length is declared or not", async () => {
    await using server = await testServer();
    const body = JSON.stringify({ username: "x".repeat(STRANGER_BODY_BYTES) });
    for (const chunked of [false, true]) {
      const answer = await server.ask(LOGIN, { body, chunked });
      expect([answer.status, answer.json()]).toEqual([413, refusal(413)]);
    }
    const forged = await server.ask(LOGIN, { body, headers: { authorization: "Bearer ey.made.up" } });
    expect(forged.status).toBe(413);
  });

  it("let whoever has a good token send more, up to the limit that is configured", async () => {
    await using server = await testServer({ environment: { OPP_MAX_BODY_BYTES: "100000" } });
    const person = await server.person();
    const items = (bytes: number) => ({ items: [{ name: "n", blob: "b".repeat(bytes) }] });
    expect((await person.call("items.create", items(90_000))).status).toBe(200);
    expect((await person.call("items.create", items(100_000))).status).toBe(413);
    const body = JSON.stringify(items(90_000));
    const chunked = await server.ask("/api/trpc/items.create", {
      body,
      chunked: true,
      headers: person.headers,
    });
    expect(chunked.status).toBe(200);
    const tooLong = JSON.stringify(items(300_000));
    expect(
      (await server.ask("/api/trpc/items.create", { body: tooLong, chunked: true, headers: person.headers }))
        .status,
    ).toBe(413);
  });

  it("let large bodies in only for what takes many rows", async () => {
    await using server = await testServer();
    const person = await server.person();
    const junk = "j".repeat(70_000);
    const small = await person.call("auth.unlock", { junk });
    expect([small.status, small.json()]).toMatchObject([
      413,
      { error: { message: "The request's body is larger than 65536 bytes." } },
    ]);
    expect((await person.call("items.trash", { ids: [1], junk })).status).toBe(400);
    expect((await person.call("items.create", { items: [{ name: "n", blob: junk }] })).status).toBe(200);
  });

  it("refuse JSON that is small to send and large to hold, before anything is made of it", async () => {
    await using server = await testServer();
    const person = await server.person();
    const send = async (body: string) => {
      const v1Headers = { "x-opp-jwt": person.token, "x-opp-phrase": person.passphrase };
      const [answer, v1] = [
        await server.ask("/api/trpc/items.create", { body, headers: person.headers }),
        await server.ask("/api/v1/items", { method: "PUT", body, headers: v1Headers }),
      ];
      const [told, toldByV1] = [answer.json(), v1.json()] as [
        { error: { message: string } },
        { description: string },
      ];
      expect([v1.status, toldByV1.description]).toEqual([answer.status, told.error.message]);
      return [answer.status, told.error.message];
    };
    const deep = `{"items":${"[".repeat(40)}${"]".repeat(40)}}`;
    expect(await send(deep)).toEqual([400, "The request's JSON is nested deeper than 32 levels."]);
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 101 }, (_, index) => [index, 0])));
    expect(await send(wide)).toEqual([400, "An object in the request's JSON has more than 100 members."]);
    const many = `{"items":[${"{},".repeat(1_500_000)}{}]}`;
    expect(await send(many)).toEqual([
      413,
      "The request's JSON holds more than 3000000 values. Send it in several requests.",
    ]);
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/octet-stream",
    "text/json",
  ])("refuse a body of type %s", async (type) => {
    await using server = await testServer();
    const answer = await server.ask(LOGIN, { body: "{}", headers: { "content-type": type } });
    expect([answer.status, answer.json()]).toEqual([415, refusal(415)]);
    expect(answer.text).toContain("application/json");
  });

  it("refuse a body that isn't JSON, without repeating it", async () => {
    await using server = await testServer();
    for (const body of ["", "{", "hunter2", '{"a":hunter2}', "\u0000"]) {
      const answer = await server.ask(LOGIN, { body });
      expect(answer.status).toBe(400);
      expect(answer.text).not.toContain("hunter2");
    }
    expect((await server.ask(`${STATUS}?input=hunter2`)).status).toBeLessThan(500);
  });

  it("refuse headers past 16 KiB and addresses past 8 KiB", async () => {
    await using server = await testServer();
    const headers = await server.ask(STATUS, { headers: { "x-long": "x".repeat(20_000) } });
    expect([headers.status, headers.json()]).toEqual([431, refusal(431)]);
    const address = await server.ask(`${STATUS}?input=${"x".repeat(9000)}`);
    expect([address.status, address.json()]).toEqual([414, refusal(414)]);
    const name = await server.ask(`/api/trpc/${"x".repeat(3000)}`);
    expect([name.status, name.json()]).toEqual([404, refusal(404)]);
  });

  it("refuse more than 50 procedures in one request", async () => {
    await using server = await testServer();
    const names = (count: number) => Array.from({ length: count }, () => "system.status").join(",");
    expect((await server.ask(`/api/trpc/${names(50)}?batch=1`)).status).toBe(200);
    const answer = await server.ask(`/api/trpc/${names(51)}?batch=1`);
    expect([answer.status, answer.json()]).toEqual([400, refusal(400)]);
    expect(answer.text).toContain("at most 50");
  });

  it("answer what isn't HTTP with 400, and hang up", async () => {
    await using server = await testServer();
    for (const bytes of [
      "\r\n\r\nhello\r\n\r\n",
      "GET / HTTP/1.1\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ]) {
      expect(await sendBytes(server.url, bytes)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    }
    expect((await server.ask(STATUS)).status).toBe(200);
  });
});

describe("the API", () => {
  it("answers unknown addresses and methods in the shape of every other error", async () => {
    await using server = await testServer();
    for (const path of [
      "/api",
      "/api/",
      "/api/trpc",
      "/api/v9/x",
      "/api/trpc/auth.nothing",
      "/api/trpc/__proto__",
      "/api/trpc/auth",
    ]) {
      const answer = await server.ask(path);
      expect([path, answer.status, answer.json()]).toEqual([path, 404, refusal(404)]);
      expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    }
    expect((await server.ask(LOGIN)).status).toBe(405);
    expect((await server.ask(STATUS, { method: "DELETE" })).status).toBe(404);
    const put = await server.ask("/vault", { method: "PUT" });
    expect([put.status, put.headers["allow"]]).toEqual([405, "GET, HEAD"]);
  });

  it("refuses a header given twice, and counts no try", async () => {
    await using server = await testServer();
    const person = await server.person();
    const answer = await server.ask("/api/trpc/categories.list", {
      headers: { ...person.headers, "x-opp-phrase-base64": ["YQ", "Yg"] },
    });
    expect([answer.status, answer.json()]).toEqual([
      400,
      expect.objectContaining({
        error: expect.objectContaining({ message: expect.stringContaining("x-opp-phrase-base64") }),
      }),
    ]);
  });

  it("says with 429 when an address may try again", async () => {
    await using server = await testServer({ environment: { OPP_RATE_LIMITS: "on" } });
    const tries = Array.from({ length: 40 }, (_, count) => count);
    let refused = await server.ask(STATUS);
    for (const count of tries) {
      const credentials = { username: `nobody ${count}`, password: "wrong password" };
      refused = await callProcedure(server.url, "auth.login", credentials);
      if (refused.status === 429) break;
    }
    expect(refused.status).toBe(429);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  });

  it("says with 503 when it is too busy with logins, and answers owners in between", async () => {
    await using server = await testServer();
    const person = await server.person();
    const logIns = Array.from({ length: 60 }, (_, count) =>
      callProcedure(server.url, "auth.login", { username: `u${count}`, password: "wrong password" }),
    );
    const owner = await person.call("categories.list");
    const answers = await Promise.all(logIns);
    const busy = answers.filter(({ status }) => status === 503);
    expect(owner.status).toBe(200);
    expect(busy.length).toBeGreaterThan(0);
    for (const { headers } of busy) expect(Number(headers["retry-after"])).toBeGreaterThan(0);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 503]));
  });

  it("lets no bug's own words out, and logs it under the request's id", async () => {
    await using server = await testServer();
    server.vault.store.users.count = () => Promise.reject(new Error("marked-s3cret in a message"));
    const answer = await server.ask(STATUS);
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain("marked-s3cret");
    const bugs = server.logLines.filter((line) => line.includes('"msg":"bug"'));
    expect(bugs).toHaveLength(1);
    expect(bugs[0]).toContain(String(answer.headers["x-request-id"]));
    expect(bugs[0]).not.toContain("marked-s3cret");
  });
});

describe("the request log", () => {
  it("has one line a request: method, route, status and time, and never the query", async () => {
    await using server = await testServer();
    await server.ask(`${STATUS}?input=marked-s3cret`);
    await server.ask("/marked-s3cret?marked-s3cret");
    await server.ask("/api/trpc/marked-s3cret,system.status?batch=1");
    await expect.poll(() => server.logLines.length).toBe(3);
    const lines = server.logLines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ method, route, status }) => [method, route, status])).toEqual([
      ["GET", STATUS, 200],
      ["GET", "(none)", 503],
      ["GET", "/api/trpc/(none)", expect.any(Number)],
    ]);
    for (const line of lines)
      expect(Object.keys(line).toSorted()).toEqual([
        "level",
        "method",
        "ms",
        "msg",
        "requestId",
        "route",
        "status",
        "time",
      ]);
    expect(server.logLines.join()).not.toContain("marked-s3cret");
  });

  it("has a line for a request that its client gave up", async () => {
    await using server = await testServer();
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.write(
      `POST ${LOGIN} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n{`,
    );
    // The server has read the head.
    await once(socket, "data");
    socket.destroy();
    await expect.poll(() => server.logLines.length, { timeout: 20_000 }).toBe(1);
  });
});
