import { join } from "node:path";
import { oneTimeCode } from "@opp/core/otp/one-time-code";
import { parseOtpauth } from "@opp/core/otp/otpauth";
import { openRaw } from "@opp/core/testing/owner";
import { describe, expect, it } from "vitest";
import type { Person } from "../test/person.ts";
import { type TestServer, testServer } from "../test/test-server.ts";
import { V1Client } from "./rest/v1/testing/v1-client.ts";

const HINT = "An account with a second factor sends it as x-opp-second-factor.";

interface World extends AsyncDisposable {
  readonly server: TestServer;
  readonly ada: Person;
  /** Each is good once. */
  nextCode(): string;
}

/** Ada's account asks for a second factor, and her session never proved one. */
async function openWorld(): Promise<World> {
  const server = await testServer();
  const ada = await server.person("ada");
  const { password } = ada;
  const { uri } = (await ada.must("secondFactor.beginTotp", { password })) as { uri: string };
  const read = parseOtpauth(uri);
  if (!read.ok) throw new Error(read.problem);
  const { code } = oneTimeCode(read.otp, Date.now());
  const { spareCodes } = (await ada.must("secondFactor.confirmTotp", { code })) as { spareCodes: string[] };
  await ada.must("secondFactor.require", { password, on: true });
  using raw = openRaw(join(server.dataFolder, "vault.sqlite"));
  raw.exec("UPDATE sessions SET proved_at = NULL");
  const left = [...spareCodes];
  return {
    server,
    ada,
    nextCode: () => left.shift() ?? "",
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const WRONG = { "x-opp-second-factor": "spare 0000-0000-0000" };

describe("REST v1 for an account with a second factor", () => {
  it("answers without it, and with a wrong one, as for a wrong password; with the right header it succeeds", async () => {
    await using world = await openWorld();
    const client = new V1Client(world.server.url, "");
    const { username, password } = world.ada;
    const requests = [
      ["POST /auth", { username, password }],
      ["POST /user", { username, password, new_password: "quite another password" }],
      ["DELETE /user", { username, password: "quite another password" }],
    ] as const;
    for (const [request, body] of requests) {
      const wrongPassword = await client.ask(request, { body: { ...body, password: "wrong password" } });
      expect([request, wrongPassword.json()]).toMatchObject([
        request,
        { description: expect.stringMatching(new RegExp(`${HINT}$`)) },
      ]);
      for (const headers of [{}, WRONG]) {
        const refused = await client.ask(request, { body, headers });
        expect([refused.status, refused.json()]).toEqual([wrongPassword.status, wrongPassword.json()]);
      }
      const headers = { "x-opp-second-factor": `spare ${world.nextCode()}` };
      expect([request, (await client.ask(request, { body, headers })).status]).toEqual([request, 200]);
    }
  });

  it("refuses the header twice, or without a code, before anything is looked at", async () => {
    await using world = await openWorld();
    const client = new V1Client(world.server.url, "");
    const { username, password } = world.ada;
    const body = { username, password };
    for (const header of [["totp 123456", "totp 123456"], "123456"]) {
      const answer = await client.ask("POST /auth", { body, headers: { "x-opp-second-factor": header } });
      expect([answer.status, answer.json()]).toMatchObject([400, { error: "Bad Request" }]);
    }
  });
});

describe("POST /api/export of an account with a second factor", () => {
  it("asks for a code of the last ten minutes, which the header can bring", async () => {
    await using world = await openWorld();
    const { server, ada } = world;
    const wanted = {
      password: ada.password,
      format: "json",
      scope: { part: "everything" },
      history: false,
      trash: false,
      files: false,
    };
    const ask = (headers: Record<string, string> = {}) =>
      server.ask("/api/export", {
        method: "POST",
        headers: { ...ada.headers, "content-type": "application/json", ...headers },
        body: Buffer.from(JSON.stringify(wanted)),
      });
    const refused = await ask();
    expect([refused.status, refused.json()]).toMatchObject([
      401,
      { error: { data: { vaultCode: "SECOND_FACTOR_REQUIRED", details: { kinds: ["totp", "spare"] } } } },
    ]);
    expect((await ask(WRONG)).json()).toMatchObject({
      error: { data: { vaultCode: "SECOND_FACTOR_INCORRECT" } },
    });
    const headers = { "x-opp-second-factor": `spare ${world.nextCode()}` };
    expect((await ask(headers)).status).toBe(200);
    expect((await ask()).status).toBe(200);
    for (const secret of ["spare", "0000-0000-0000"]) expect(server.logLines.join("")).not.toContain(secret);
  });
});
