import { describe, expect, it } from "vitest";
import { z } from "zod";
import { encodePassphrase, openTestApi, type TestApi } from "./testing/test-api.ts";
import { callByPath, walkRouter } from "./testing/walk-router.ts";
import { createSessionTokens } from "./tokens.ts";

type Level = "public" | "session" | "unlocked";

/** Who may pass, for every procedure there is. A new door must be written down here, and be as wide as it says. */
const LEVELS: Record<string, Level> = {
  "account.get": "session",
  "account.activity": "session",
  "account.rename": "unlocked",
  "account.changePassword": "unlocked",
  "account.changePassphrase": "unlocked",
  "account.renewVaultKey": "unlocked",
  "account.renewRecoveryCode": "unlocked",
  "account.delete": "unlocked",
  "administration.people": "session",
  "administration.links": "session",
  "administration.server": "session",
  "administration.examine": "session",
  "administration.invite": "unlocked",
  "administration.makePasswordLink": "unlocked",
  "administration.revokeLink": "unlocked",
  "administration.setAdministrator": "unlocked",
  "administration.endSessions": "unlocked",
  "administration.resetSecondFactor": "unlocked",
  "administration.deleteAccount": "unlocked",
  "administration.restoreAccount": "unlocked",
  "administration.chooseRegistration": "unlocked",
  "administration.makeBackup": "unlocked",
  "attachments.list": "unlocked",
  "attachments.get": "unlocked",
  "attachments.use": "unlocked",
  "attachments.begin": "unlocked",
  "attachments.finish": "unlocked",
  "attachments.rename": "unlocked",
  "attachments.remove": "unlocked",
  "attachments.restore": "unlocked",
  "auth.register": "public",
  "auth.login": "public",
  "auth.unlock": "unlocked",
  "auth.passkeyOptions": "public",
  "auth.passkeyLogIn": "public",
  "auth.unlockWithPasskey": "session",
  "auth.logout": "session",
  "auth.stepUp": "session",
  "auth.recover": "public",
  "auth.changeLogin": "public",
  "auth.deleteAccount": "public",
  "auth.openLink": "public",
  "auth.resetPassword": "public",
  "auth.restoreAccount": "public",
  "categories.list": "unlocked",
  "categories.create": "unlocked",
  "categories.update": "unlocked",
  "categories.trash": "session",
  "categories.restore": "unlocked",
  "categories.move": "unlocked",
  "categories.reorder": "unlocked",
  "generator.password": "session",
  "generator.passphrase": "session",
  "generator.strength": "session",
  "health.report": "unlocked",
  "health.strengths": "unlocked",
  "health.trend": "unlocked",
  "health.noteTrend": "unlocked",
  "duplicates.list": "unlocked",
  "duplicates.preview": "unlocked",
  "duplicates.merge": "unlocked",
  "duplicates.undo": "unlocked",
  "imports.begin": "unlocked",
  "imports.preview": "unlocked",
  "imports.notices": "unlocked",
  "imports.plan": "unlocked",
  "imports.run": "unlocked",
  "imports.progress": "unlocked",
  "imports.cancel": "unlocked",
  "imports.list": "unlocked",
  "imports.undo": "unlocked",
  "items.list": "unlocked",
  "items.find": "unlocked",
  "items.searchNotes": "unlocked",
  "items.get": "unlocked",
  "items.create": "unlocked",
  "items.update": "unlocked",
  "items.move": "unlocked",
  "items.changeTags": "unlocked",
  "items.replaceTag": "unlocked",
  "items.reorder": "unlocked",
  "items.markUsed": "session",
  "items.trash": "session",
  "items.restore": "unlocked",
  "items.emptyTrash": "unlocked",
  "items.versions": "unlocked",
  "items.keepVersion": "unlocked",
  "items.restoreVersion": "unlocked",
  "items.forgetVersions": "unlocked",
  "passkeys.list": "unlocked",
  "passkeys.beginAdd": "unlocked",
  "passkeys.add": "unlocked",
  "passkeys.rename": "unlocked",
  "passkeys.beginUnlock": "unlocked",
  "passkeys.setUnlock": "unlocked",
  "passkeys.remove": "unlocked",
  "secondFactor.get": "session",
  "secondFactor.beginTotp": "unlocked",
  "secondFactor.confirmTotp": "unlocked",
  "secondFactor.removeTotp": "unlocked",
  "secondFactor.renewSpareCodes": "unlocked",
  "secondFactor.require": "unlocked",
  "sessions.list": "session",
  "sessions.end": "session",
  "sessions.endOthers": "session",
  "system.status": "public",
  "vault.fetchAll": "unlocked",
};

const WITHOUT_INPUT = [
  "account.get",
  "administration.examine",
  "administration.links",
  "administration.people",
  "administration.server",
  "auth.logout",
  "auth.passkeyOptions",
  "auth.unlock",
  "passkeys.list",
  "secondFactor.get",
  "sessions.endOthers",
  "sessions.list",
  "system.status",
];

const procedures = walkRouter();
const guarded = procedures.filter(({ path }) => LEVELS[path] !== "public");
/** No procedure takes it: whoever hears of it has passed the guard. */
const NONSENSE = { "no such field": 1 };

const secrets = { username: "ada", password: "password of ada", passphrase: "passphrase of ada" };
const unauthorized = (reason: string) => ({
  refused: { code: "UNAUTHORIZED", vaultCode: "UNAUTHORIZED", details: { reason }, fields: [] },
});

/** Registers an account; `logIn` answers a token whose session holds no seal. */
async function openWorld() {
  const api = await openTestApi();
  await api.caller().auth.register(secrets);
  const logIn = async () =>
    (await api.caller().auth.login({ username: "ada", password: secrets.password })).token;
  return { api, logIn, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
}

const bearing = (api: TestApi, token: string, passphrase?: string) =>
  api.caller({
    authorization: `Bearer ${token}`,
    ...(passphrase !== undefined && { "x-opp-phrase-base64": encodePassphrase(passphrase) }),
  });

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

describe("the router", () => {
  it("has these procedures, each behind the guard that the table names", () => {
    expect(Object.keys(LEVELS).toSorted()).toEqual(procedures.map(({ path }) => path).toSorted());
  });

  it("lets strangers in at these doors only", () => {
    const open = Object.entries(LEVELS)
      .filter(([, level]) => level === "public")
      .map(([path]) => path);
    expect(open).toEqual([
      "auth.register",
      "auth.login",
      "auth.passkeyOptions",
      "auth.passkeyLogIn",
      "auth.recover",
      "auth.changeLogin",
      "auth.deleteAccount",
      "auth.openLink",
      "auth.resetPassword",
      "auth.restoreAccount",
      "system.status",
    ]);
  });

  it("has an output schema for every procedure, and an input schema for every one that takes input", () => {
    expect(procedures.filter(({ output }) => !(output instanceof z.ZodType)).map(({ path }) => path)).toEqual(
      [],
    );
    const without = procedures.filter(({ input }) => !(input instanceof z.ZodType)).map(({ path }) => path);
    expect(without.toSorted()).toEqual(WITHOUT_INPUT);
  });

  it("takes no field that it doesn't know", () => {
    for (const { path, input } of procedures) {
      if (!(input instanceof z.ZodType)) continue;
      const { error } = input.safeParse(NONSENSE);
      expect([path, error?.issues.some(({ code }) => code === "unrecognized_keys")]).toEqual([path, true]);
    }
  });
});

describe("without a good token", () => {
  const wrongTokens: Record<
    string,
    { reason: string; forge: (token: string, api: TestApi) => string | Promise<string> }
  > = {
    "a text that is no token": { reason: "invalid", forge: () => "garbage" },
    "three parts that are no token": { reason: "invalid", forge: () => "a.b.c" },
    "an unsigned token (alg: none)": {
      reason: "invalid",
      forge: (token) => `${encode({ alg: "none", typ: "JWT" })}.${token.split(".")[1]}.`,
    },
    "another algorithm's name over a good signature": {
      reason: "invalid",
      forge: (token) => `${encode({ alg: "HS512", typ: "JWT" })}.${token.split(".").slice(1).join(".")}`,
    },
    "a token whose claims were changed": {
      reason: "invalid",
      forge: (token) => {
        const [header, , signature] = token.split(".");
        return `${header}.${encode({ ...claimsOf(token), sub: "2" })}.${signature}`;
      },
    },
    "a token signed with another server's key": {
      reason: "invalid",
      forge: async (token, { vault }) => {
        const tokens = await createSessionTokens(new Uint8Array(32).fill(7), vault.deps.clock.now);
        const good = await createSessionTokens(vault.deps.serverKeys.tokenKey, vault.deps.clock.now);
        const claims = await good.verify(token);
        return tokens.sign({
          ...claims,
          issuedAt: vault.deps.clock.now(),
          endsAt: vault.deps.clock.now() + 60_000,
        });
      },
    },
    "a good signature over another session secret": {
      reason: "ended",
      forge: async (token, { vault }) => {
        const tokens = await createSessionTokens(vault.deps.serverKeys.tokenKey, vault.deps.clock.now);
        const claims = await tokens.verify(token);
        const now = vault.deps.clock.now();
        return tokens.sign({
          ...claims,
          sessionSecret: new Uint8Array(32),
          issuedAt: now,
          endsAt: now + 60_000,
        });
      },
    },
    "the token of a session that has ended": {
      reason: "ended",
      forge: async (token, api) => {
        await bearing(api, token).auth.logout();
        return token;
      },
    },
    "an expired token": {
      reason: "expired",
      forge: (token, { vault }) => {
        vault.advance(301_000);
        return token;
      },
    },
  };

  it("nobody passes: no token", async () => {
    await using world = await openWorld();
    const caller = world.api.caller({ "x-opp-phrase-base64": encodePassphrase(secrets.passphrase) });
    for (const { path } of guarded) {
      expect([path, await callByPath(caller, path, NONSENSE)]).toMatchObject([path, unauthorized("missing")]);
    }
  });

  for (const [name, { reason, forge }] of Object.entries(wrongTokens)) {
    it(`nobody passes: ${name}`, async () => {
      await using world = await openWorld();
      const token = await forge(await world.logIn(), world.api);
      const caller = bearing(world.api, token, secrets.passphrase);
      for (const { path } of guarded) {
        expect([path, await callByPath(caller, path, NONSENSE)]).toMatchObject([path, unauthorized(reason)]);
      }
      expect(world.api.bugs).toEqual([]);
    });
  }

  it("strangers' doors open all the same, whatever token comes along", async () => {
    await using world = await openWorld();
    for (const caller of [world.api.caller(), world.api.caller({ authorization: "Bearer garbage" })]) {
      for (const { path, input } of procedures.filter((procedure) => LEVELS[procedure.path] === "public")) {
        const answer = await callByPath(caller, path, NONSENSE);
        if (input === undefined) expect(answer).toHaveProperty("ok");
        else expect([path, answer]).toMatchObject([path, { refused: { vaultCode: "INVALID_INPUT" } }]);
      }
    }
  });
});

describe("with a good token", () => {
  it("and no passphrase, one passes the session's guard and not the vault's", async () => {
    await using world = await openWorld();
    for (const { path, input } of guarded) {
      const answer = await callByPath(bearing(world.api, await world.logIn()), path, NONSENSE);
      if (LEVELS[path] === "unlocked") {
        const refused = { code: "PRECONDITION_REQUIRED", vaultCode: "PASSPHRASE_REQUIRED", details: {} };
        expect([path, answer]).toMatchObject([path, { refused }]);
      } else if (input === undefined) expect([path, answer]).toMatchObject([path, { ok: expect.anything() }]);
      else expect([path, answer]).toMatchObject([path, { refused: { vaultCode: "INVALID_INPUT" } }]);
    }
  });

  it("and a wrong passphrase, neither more nor less", async () => {
    await using world = await openWorld();
    for (const { path, input } of guarded) {
      const answer = await callByPath(
        bearing(world.api, await world.logIn(), "wrong passphrase"),
        path,
        NONSENSE,
      );
      if (LEVELS[path] === "unlocked") {
        const refused = { code: "FORBIDDEN", vaultCode: "PASSPHRASE_INCORRECT", details: {} };
        expect([path, answer]).toMatchObject([path, { refused }]);
      } else if (input === undefined) expect([path, answer]).toMatchObject([path, { ok: expect.anything() }]);
      else expect([path, answer]).toMatchObject([path, { refused: { vaultCode: "INVALID_INPUT" } }]);
    }
  });

  it("and the passphrase, one passes every guard", async () => {
    await using world = await openWorld();
    for (const { path, input } of guarded) {
      const answer = await callByPath(
        bearing(world.api, await world.logIn(), secrets.passphrase),
        path,
        NONSENSE,
      );
      if (input === undefined) expect([path, answer]).toMatchObject([path, { ok: expect.anything() }]);
      else expect([path, answer]).toMatchObject([path, { refused: { vaultCode: "INVALID_INPUT" } }]);
    }
    expect(world.api.bugs).toEqual([]);
  });

  it("one's token and passphrase open nobody else's vault", async () => {
    await using world = await openWorld();
    const bob = await world.api.account("bob");
    const mixed = bearing(world.api, await world.logIn(), bob.passphrase);
    expect(await callByPath(mixed, "vault.fetchAll", undefined)).toMatchObject({
      refused: { vaultCode: "PASSPHRASE_INCORRECT" },
    });
  });
});
