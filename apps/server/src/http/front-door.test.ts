import { describe, expect, it } from "vitest";
import { testServer } from "../../test/test-server.ts";

const STATUS = "/api/trpc/system.status";
const LOGOUT = "/api/trpc/auth.logout";

describe("the front door", () => {
  it.each([
    "127.0.0.1",
    "127.0.0.1:9",
    "localhost",
    "LOCALHOST:4600",
    "[::1]:4600",
    "vault.home",
    "vault.home:8443",
  ])("lets in requests to %s", async (host) => {
    await using server = await testServer({ environment: { OPP_PUBLIC_URL: "https://vault.home" } });
    expect((await server.ask(STATUS, { headers: { host } })).status).toBe(200);
  });

  it.each([
    "evil.example",
    "evil.example:4600",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "0.0.0.0",
    "user@localhost",
    "a b",
    "<script>",
  ])("refuses requests to %j, as a rebound name would send them", async (host) => {
    await using server = await testServer({ environment: { OPP_PUBLIC_URL: "https://vault.home" } });
    for (const path of ["/", STATUS, "/nothing"]) {
      const answer = await server.ask(path, { headers: { host } });
      expect(answer.status).toBe(421);
      expect(answer.text).not.toContain("<script>");
    }
  });

  it("says which option makes a name its own", async () => {
    await using server = await testServer();
    const answer = await server.ask(STATUS, { headers: { host: "nas.local:8443" } });
    expect(answer.json()).toMatchObject({
      error: {
        message: expect.stringContaining("OPP_PUBLIC_URL=https://nas.local:8443"),
        data: { httpStatus: 421 },
      },
    });
  });

  it.each([
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "http://localhost:1" },
    { origin: "https://127.0.0.1" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
  ])("refuses a page that says %j", async (headers) => {
    await using server = await testServer();
    for (const question of [{ method: "POST", body: "{}" }, { method: "GET" }]) {
      const answer = await server.ask(LOGOUT, { ...question, headers });
      expect(answer.status).toBe(403);
      expect(answer.json()).toMatchObject({ error: { message: "The request comes from another site." } });
    }
    expect((await server.ask("/%61pi/trpc/system.status", { headers })).status).toBe(403);
    expect((await server.ask("/elsewhere", { method: "PUT", headers })).status).toBe(403);
  });

  it("lets its own pages in, at its own and at its public address", async () => {
    await using server = await testServer({ environment: { OPP_PUBLIC_URL: "http://localhost:3000" } });
    const own = server.url;
    for (const origin of [own, "http://localhost:3000"]) {
      const answer = await server.ask(LOGOUT, {
        method: "POST",
        body: "{}",
        headers: { origin, "sec-fetch-site": "same-origin" },
      });
      expect(answer.status).toBe(401);
    }
    expect((await server.ask(STATUS, { headers: { "sec-fetch-site": "none" } })).status).toBe(200);
  });

  it("lets links from elsewhere lead to a page", async () => {
    await using server = await testServer();
    expect((await server.ask("/", { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(503);
  });

  it("gives no other site a right to read: there is no CORS header, not for a preflight either", async () => {
    await using server = await testServer();
    const preflight = await server.ask(LOGOUT, {
      method: "OPTIONS",
      headers: { "access-control-request-method": "POST" },
    });
    const plain = await server.ask(STATUS);
    for (const { headers } of [preflight, plain])
      expect(Object.keys(headers).join()).not.toContain("access-control");
    expect(preflight.status).toBe(404);
  });

  it("refuses addresses in absolute form, which are for proxies", async () => {
    await using server = await testServer();
    const { port } = new URL(server.url);
    const { request } = await import("node:http");
    const status = await new Promise((resolve) => {
      request({ port, path: `http://localhost${STATUS}` }, (answer) =>
        resolve(answer.resume().statusCode),
      ).end();
    });
    expect(status).toBe(400);
  });

  it("believes a declared proxy: the client's address, and that it came by TLS", async () => {
    await using server = await testServer({
      environment: { OPP_TRUST_PROXY: "127.0.0.1", OPP_PUBLIC_URL: "https://vault.home" },
    });
    const headers = { host: "vault.home", "x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "https" };
    const secure = await server.ask(STATUS, { headers });
    expect(secure.status).toBe(200);
    expect(secure.headers["strict-transport-security"]).toBe("max-age=31536000");
    const clear = await server.ask(STATUS, { headers: { ...headers, "x-forwarded-proto": "http" } });
    expect([clear.status, clear.text]).toEqual([403, expect.stringContaining("Use https://")]);
    const appended = await server.ask(STATUS, {
      headers: { ...headers, "x-forwarded-proto": "https, http" },
    });
    expect(appended.status).toBe(403);
  });

  it("takes no word of X-Forwarded-For from whoever isn't a declared proxy", async () => {
    await using server = await testServer({ environment: { OPP_TRUST_PROXY: "192.0.2.1" } });
    const person = await server.person();
    person.token = "";
    const { username, password } = person;
    const answer = await person.call(
      "auth.login",
      { username, password },
      { "x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "https" },
    );
    expect(answer.headers["strict-transport-security"]).toBeUndefined();
    const { token } = (answer.json() as { result: { data: { token: string } } }).result.data;
    person.token = token;
    const sessions = JSON.stringify(await person.must("sessions.list"));
    expect(sessions).not.toContain("203.0.113.9");
    expect(sessions).toContain("127.0.0.1");
  });

  it("answers probes under any name", async () => {
    await using server = await testServer();
    for (const path of ["/healthz", "/readyz"]) {
      const answer = await server.ask(path, { headers: { host: "10.1.2.3:4600" } });
      expect([answer.status, answer.json()]).toEqual([200, { ok: true }]);
    }
  });

  it("answers no call while its clock is wrong, and says when to try again", async () => {
    let aheadMs = 0;
    await using server = await testServer({ clockAheadMs: () => aheadMs });
    const person = await server.person();
    aheadMs = -31_000;
    const ready = await server.ask("/readyz");
    expect([ready.status, ready.json()]).toMatchObject([503, { cause: "clock" }]);
    const refused = await person.call("categories.list");
    expect([refused.status, refused.headers["retry-after"]]).toEqual([503, "2"]);
    expect(refused.text).toContain("The clock of this machine differs");
    expect((await server.ask("/healthz")).status).toBe(200);
    aheadMs = 29_000;
    expect((await server.ask("/readyz")).status).toBe(200);
    await person.must("categories.list");
  });

  it("is not ready once its database is gone, and still lives", async () => {
    await using server = await testServer();
    server.vault.store.ping = () => Promise.reject(new Error("gone"));
    expect((await server.ask("/readyz")).status).toBe(503);
    expect((await server.ask("/healthz")).status).toBe(200);
  });
});
