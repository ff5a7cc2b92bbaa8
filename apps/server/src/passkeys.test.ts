import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { newPasskey, type PasskeyCreation, type PasskeyRequest } from "@opp/core/schemas/passkeys";
import { makePasskey } from "@opp/core/testing/authenticator";
import { describe, expect, it } from "vitest";
import { findSecrets } from "../test/marked-secrets.ts";
import { callProcedure, type Person } from "../test/person.ts";
import { testServer } from "../test/test-server.ts";

/** Someone at http://localhost, with a passkey that opens the vault. */
async function openWorld() {
  const server = await testServer();
  const { port } = new URL(server.url);
  const origin = `http://localhost:${port}`;
  const at = (person: Pick<Person, "token">, headers: Record<string, string> = {}) => ({
    host: new URL(origin).host,
    ...(person.token !== "" && { authorization: `Bearer ${person.token}` }),
    ...headers,
  });
  const ask = (procedure: string, input: unknown, headers: Record<string, string>) =>
    callProcedure(server.url, procedure, input, headers);
  const must = async <Answered>(procedure: string, input: unknown, headers: Record<string, string>) => {
    const answer = await ask(procedure, input, headers);
    if (answer.status !== 200) throw new Error(`${procedure} answered ${answer.status}: ${answer.text}`);
    return (answer.json() as { result: { data: Answered } }).result.data;
  };
  const ada = await server.person("ada");
  const own = at(ada, ada.headers);
  const options = await must<PasskeyCreation>(
    "passkeys.beginAdd",
    { password: ada.password, for: "log-in" },
    own,
  );
  const { passkey, registration } = makePasskey(options, origin);
  const unlockSecret = passkey.unlockSecret();
  const { id } = await must<{ id: number }>(
    "passkeys.add",
    newPasskey.parse({ response: registration, name: "a passkey", unlockSecret }),
    own,
  );
  const logIn = async () => {
    const { challenge, rpId } = await must<PasskeyRequest>(
      "auth.passkeyOptions",
      undefined,
      at({ token: "" }),
    );
    const response = passkey.answer({ challenge, rpId, origin });
    return must<{ token: string }>("auth.passkeyLogIn", { response }, at({ token: "" }));
  };
  return {
    server,
    origin,
    at,
    ask,
    must,
    ada,
    passkey,
    id,
    unlockSecret,
    logIn,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const EXPORT = { format: "csv", scope: { part: "everything" }, history: false, trash: false, files: false };

describe("a passkey, over HTTP", () => {
  it("logs in and opens the vault, for procedures and for other routes, and leaves no secret anywhere", async () => {
    await using world = await openWorld();
    const { server, at, ask, must, id, unlockSecret } = world;
    const session = await world.logIn();
    const { ticket } = await must<{ ticket: string }>(
      "auth.unlockWithPasskey",
      { passkeyId: id, unlockSecret },
      at(session),
    );
    const opened = at(session, { "x-opp-unlock": ticket });
    await must("items.create", { items: [{ name: "Router" }] }, opened);
    expect(await must("vault.fetchAll", {}, opened)).toMatchObject({ items: [{ name: "Router" }] });
    const exported = await server.ask("/api/export", {
      method: "POST",
      headers: { "content-type": "application/json", ...opened },
      body: JSON.stringify({ ...EXPORT, password: world.ada.password }),
    });
    expect(exported.status).toBe(200);
    const wrong = "Q".repeat(43);
    const refused = [
      await ask("vault.fetchAll", {}, at(session)),
      await ask("vault.fetchAll", {}, at(session, { "x-opp-unlock": wrong })),
      await ask("vault.fetchAll", {}, { ...opened, "x-opp-phrase": "a passphrase" }),
      await ask("auth.unlockWithPasskey", { passkeyId: id, unlockSecret: wrong }, at(session)),
      await ask("auth.unlockWithPasskey", { passkeyId: id, unlockSecret: `${wrong}!` }, at(session)),
    ];
    expect(refused.map(({ status }) => status)).toEqual([428, 428, 400, 403, 400]);
    const files = readdirSync(server.dataFolder).map((name) => readFileSync(join(server.dataFolder, name)));
    const raw = { unlockSecret, ticket };
    const bytes = Object.fromEntries(
      Object.entries(raw).map(([name, text]) => [name, Buffer.from(text, "base64url")]),
    );
    for (const file of files) {
      expect(findSecrets(file, raw)).toEqual([]);
      for (const [name, secret] of Object.entries(bytes))
        expect([name, file.includes(secret)]).toEqual([name, false]);
    }
    const said = Buffer.from([...server.logLines, ...refused.map(({ text }) => text)].join("\n"));
    expect(findSecrets(said, { ...raw, wrong })).toEqual([]);
    expect(server.logLines.length).toBeGreaterThan(0);
  });

  it("is refused to a page on another port of this machine, whatever it says of itself", async () => {
    await using world = await openWorld();
    const { at, ask, must, passkey } = world;
    const visitor = at({ token: "" });
    const { challenge, rpId } = await must<PasskeyRequest>("auth.passkeyOptions", undefined, visitor);
    const origin = "http://localhost:1";
    const response = passkey.answer({ challenge, rpId, origin });
    expect((await ask("auth.passkeyLogIn", { response }, visitor)).status).toBe(401);
    // A program can name any host, and still isn't a page of this server.
    const disguised = { ...visitor, host: "localhost:1" };
    expect((await ask("auth.passkeyLogIn", { response }, disguised)).json()).toMatchObject({
      error: { data: { vaultCode: "PASSKEYS_UNAVAILABLE", details: { availableAt: world.origin } } },
    });
  });
});

describe("/.well-known/webauthn", () => {
  it("names the server's public addresses, and is missing without any", async () => {
    const origins = ["https://vault.example", "https://old.example"];
    await using server = await testServer({ environment: { OPP_PUBLIC_URL: origins.join(",") } });
    const answer = await server.ask("/.well-known/webauthn", {
      headers: { host: "old.example", "sec-fetch-site": "cross-site" },
    });
    expect([answer.status, answer.json()]).toEqual([200, { origins }]);
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    await using local = await testServer();
    expect((await local.ask("/.well-known/webauthn")).status).not.toBe(200);
  });
});
