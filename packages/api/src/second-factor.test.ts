import { openRaw } from "@opp/core/testing/owner";
import { sweep } from "@opp/core/vault/upkeep/sweep";
import { describe, expect, it } from "vitest";
import { addAuthenticator, codesOf } from "./testing/authenticator.ts";
import { encodePassphrase, openTestApi } from "./testing/test-api.ts";
import { callByPath, walkRouter } from "./testing/walk-router.ts";

/** No procedure takes it: this refusal comes after the guards. */
const NONSENSE = { "no such field": 1 };

/** What asks a session of an account with a second factor for a proof of the last ten minutes. */
const STEP_UP = [
  "account.changePassphrase",
  "account.changePassword",
  "account.delete",
  "account.rename",
  "account.renewRecoveryCode",
  "account.renewVaultKey",
  "administration.chooseRegistration",
  "administration.deleteAccount",
  "administration.endSessions",
  "administration.invite",
  "administration.makeBackup",
  "administration.makePasswordLink",
  "administration.resetSecondFactor",
  "administration.restoreAccount",
  "administration.revokeLink",
  "administration.setAdministrator",
  "items.emptyTrash",
  "passkeys.add",
  "passkeys.beginAdd",
  "passkeys.beginUnlock",
  "passkeys.remove",
  "passkeys.rename",
  "passkeys.setUnlock",
  "secondFactor.beginTotp",
  "secondFactor.confirmTotp",
  "secondFactor.removeTotp",
  "secondFactor.renewSpareCodes",
  "secondFactor.require",
];

/** A code that isn't this one. */
const otherThan = (code: string) => code.replace(/^./, (digit) => String((Number(digit) + 1) % 10));

/** An account with a second factor, and a session that never proved one. */
async function openWorld() {
  const api = await openTestApi();
  const account = await api.account("ada");
  const app = await addAuthenticator(api, account);
  const secrets = { username: "ada", password: account.password, passphrase: account.passphrase };
  const { token } = await api
    .caller()
    .auth.login({ ...secrets, expiresInSeconds: 86_400, secondFactor: { kind: "totp", code: app.code() } });
  api.vault.advance(30_000);
  const forget = () => {
    using raw = openRaw(api.vault.databasePath);
    raw.exec("UPDATE sessions SET proved_at = NULL");
  };
  forget();
  const caller = (headers: Record<string, string> = {}) =>
    api.caller({
      authorization: `Bearer ${token}`,
      "x-opp-phrase-base64": encodePassphrase(account.passphrase),
      ...headers,
    });
  return { api, app, secrets, caller, forget, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
}

describe("an account with a second factor", () => {
  it("is asked for it in these procedures and no others, whatever their input", async () => {
    await using world = await openWorld();
    const asked = [];
    for (const { path } of walkRouter()) {
      // Ends the session that the others are asked in.
      if (path === "auth.logout") continue;
      const answer = await callByPath(world.caller(), path, NONSENSE);
      if ("refused" in answer && answer.refused.vaultCode === "SECOND_FACTOR_REQUIRED") asked.push(path);
    }
    expect(asked.toSorted()).toEqual(STEP_UP);
    expect(world.api.bugs).toEqual([]);
  });

  it("passes all of them for ten minutes after auth.stepUp", async () => {
    await using world = await openWorld();
    const { until } = await world.caller().auth.stepUp({
      secondFactor: { kind: "spare", code: world.app.spareCodes[0] ?? "" },
    });
    expect(until).toBe(world.api.vault.deps.clock.now() + 600_000);
    for (const path of STEP_UP)
      expect([path, await callByPath(world.caller(), path, NONSENSE)]).toMatchObject([
        path,
        { refused: { vaultCode: "INVALID_INPUT" } },
      ]);
    world.api.vault.advance(600_000);
    for (const path of STEP_UP)
      expect([path, await callByPath(world.caller(), path, NONSENSE)]).toMatchObject([
        path,
        { refused: { vaultCode: "SECOND_FACTOR_REQUIRED", details: { kinds: ["totp", "spare"] } } },
      ]);
  });

  it("passes with the header on the call itself, which a wrong one doesn't, and counts", async () => {
    await using world = await openWorld();
    const { password } = world.secrets;
    const wrong = world.caller({ "x-opp-second-factor": "spare 0000-0000-0000" });
    expect(await callByPath(wrong, "account.renewRecoveryCode", { password })).toMatchObject({
      refused: { vaultCode: "SECOND_FACTOR_INCORRECT" },
    });
    const right = world.caller({ "x-opp-second-factor": `totp ${world.app.code()}` });
    expect(await callByPath(right, "account.renewRecoveryCode", { password })).toHaveProperty("ok");
    const kinds = (await right.account.activity()).events.map(({ kind }) => kind);
    expect(kinds.slice(0, 2)).toEqual(["recovery-code-renewed", "unlock-failed"]);
  });

  it("logs in with the header, and hears of both together, of two of them and of no code as of bad input", async () => {
    await using world = await openWorld();
    const { api, app, secrets } = world;
    const header = (value: string) => api.caller({ "x-opp-second-factor": value });
    const both = { ...secrets, secondFactor: { kind: "totp", code: app.code() } };
    expect(await callByPath(header(`totp ${app.code()}`), "auth.login", both)).toMatchObject({
      refused: { vaultCode: "INVALID_INPUT", details: { field: "secondFactor" } },
    });
    for (const value of ["123456", "totp 12345", "sms 123456", "totp", "spare K7P2"])
      expect(() => header(value)).toThrow(/Write the header as/);
    expect(await callByPath(header(`totp ${app.code()}`), "auth.login", secrets)).toHaveProperty("ok");
    expect((await world.caller().secondFactor.get()).failures).toBe(0);
  });
});

describe("secondFactor", () => {
  it("sets an app up with its first code only, and shows the spare codes once", async () => {
    await using api = await openTestApi();
    const account = await api.account("ada");
    const { call, password } = account;
    const none = { required: false, totp: null, passkeys: [], spareCodesLeft: 0, failures: 0 };
    expect(await call.secondFactor.get()).toEqual(none);
    const hosted = api.caller({
      authorization: `Bearer ${account.token}`,
      "x-opp-phrase-base64": encodePassphrase(account.passphrase),
      host: "vault.example:4600",
    });
    const { uri, secret } = await hosted.secondFactor.beginTotp({ password });
    expect(uri).toBe(
      `otpauth://totp/OpenPassPhrase:ada%40vault.example?secret=${secret}&issuer=OpenPassPhrase`,
    );
    expect(await call.secondFactor.get()).toEqual(none);
    expect(await callByPath(call, "secondFactor.require", { password, on: true })).toMatchObject({
      refused: { vaultCode: "NO_SECOND_FACTOR" },
    });
    const app = await addAuthenticator(api, account);
    expect(app.spareCodes).toHaveLength(10);
    expect(await call.secondFactor.get()).toMatchObject({ required: true, spareCodesLeft: 10 });
    const second = await addAuthenticator(api, account);
    expect(second.spareCodes).toEqual([]);
  });

  it("never takes a secret that has waited for its code longer than 15 minutes, before and after the sweep", async () => {
    await using api = await openTestApi({ policy: { defaultSessionSeconds: 3600 } });
    const { call, password } = await api.account("ada");
    const { code } = codesOf(await call.secondFactor.beginTotp({ password }), api);
    expect(await callByPath(call, "secondFactor.confirmTotp", { code: otherThan(code()) })).toMatchObject({
      refused: { vaultCode: "SECOND_FACTOR_INCORRECT" },
    });
    api.vault.advance(15 * 60_000 + 1);
    expect(await callByPath(call, "secondFactor.confirmTotp", { code: code() })).toMatchObject({
      refused: { vaultCode: "NOT_FOUND" },
    });
    await sweep(api.vault.deps);
    using raw = openRaw(api.vault.databasePath);
    expect(raw.prepare("SELECT count(*) FROM totp").pluck().get()).toBe(0);
  });

  it("refuses a login with a secret that wasn't confirmed", async () => {
    await using world = await openWorld();
    const stepped = world.caller({ "x-opp-second-factor": `spare ${world.app.spareCodes[0]}` });
    const { password } = world.secrets;
    const pending = codesOf(await stepped.secondFactor.beginTotp({ password }), world.api);
    const logIn = (code: string) =>
      callByPath(world.api.caller(), "auth.login", {
        ...world.secrets,
        secondFactor: { kind: "totp", code },
      });
    expect(await logIn(pending.code())).toMatchObject({
      refused: { vaultCode: "SECOND_FACTOR_INCORRECT" },
    });
    expect(await logIn(world.app.code())).toHaveProperty("ok");
  });

  it("keeps the last proof while a login asks for one, and ends the other sessions with each change", async () => {
    await using world = await openWorld();
    const { api, secrets } = world;
    const { password } = secrets;
    const other = await api.caller().auth.login({
      ...secrets,
      secondFactor: { kind: "totp", code: world.app.code() },
    });
    const call = world.caller({ "x-opp-second-factor": `spare ${world.app.spareCodes[0]}` });
    expect(await callByPath(call, "secondFactor.removeTotp", { password })).toMatchObject({
      refused: { vaultCode: "NO_SECOND_FACTOR" },
    });
    const { spareCodes } = await call.secondFactor.renewSpareCodes({ password });
    expect(spareCodes).toHaveLength(10);
    expect(
      await callByPath(api.caller({ authorization: `Bearer ${other.token}` }), "account.get", undefined),
    ).toMatchObject({ refused: { vaultCode: "UNAUTHORIZED" } });
    await call.secondFactor.require({ password, on: false });
    await call.secondFactor.removeTotp({ password });
    expect(await call.secondFactor.get()).toMatchObject({ required: false, totp: null });
    const kinds = (await call.account.activity()).events.map(({ kind }) => kind).slice(0, 4);
    expect(kinds).toEqual(["totp-removed", "second-factor-off", "spare-codes-renewed", "spare-code-used"]);
    expect(await callByPath(api.caller(), "auth.login", secrets)).toHaveProperty("ok");
  });

  it("needs the password in each change", async () => {
    await using world = await openWorld();
    const call = world.caller({ "x-opp-second-factor": `spare ${world.app.spareCodes[0]}` });
    for (const path of ["beginTotp", "removeTotp", "renewSpareCodes", "require"]) {
      const input = { password: "wrong password", ...(path === "require" && { on: false }) };
      expect([path, await callByPath(call, `secondFactor.${path}`, input)]).toMatchObject([
        path,
        { refused: { vaultCode: "CREDENTIALS_INCORRECT" } },
      ]);
    }
  });
});
