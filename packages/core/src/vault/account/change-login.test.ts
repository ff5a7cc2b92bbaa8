import { describe, expect, it } from "vitest";
import { HOME, makeOwner, openRaw, refusal, secretsOf, unlock } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { logIn } from "../access/log-in.ts";
import { loadLiveSession } from "../access/sessions.ts";
import { createTryLimits } from "../access/try-limits.ts";
import { listItems } from "../items/items.ts";
import { listActivity, renameAccount } from "./account.ts";
import { changeLogin, isOpenlyFree } from "./change-login.ts";
import { recoverAccount } from "./recover.ts";
import { registerAccount } from "./register.ts";

const { password, passphrase } = secretsOf("ada");
const ADA = { username: "ada", password };
const NEW = { newUsername: "lovelace", newPassword: "another password" };
const asNew = { username: NEW.newUsername, password: NEW.newPassword };

describe("changeLogin", () => {
  it("changes name and password by the old ones alone", async () => {
    await using vault = await openTestVault();
    await makeOwner(vault.deps);
    expect(await changeLogin(vault.deps, HOME, { ...ADA, ...NEW })).toEqual({ done: true });
    await logIn(vault.deps, HOME, { ...asNew, passphrase });
    expect(await refusal(logIn(vault.deps, HOME, ADA))).toMatchObject({ code: "CREDENTIALS_INCORRECT" });
  });

  it("changes one of them where only one is given", async () => {
    await using vault = await openTestVault();
    await makeOwner(vault.deps);
    await changeLogin(vault.deps, HOME, { ...ADA, newPassword: NEW.newPassword });
    await logIn(vault.deps, HOME, { ...ADA, password: NEW.newPassword });
    await changeLogin(vault.deps, HOME, { ...ADA, password: NEW.newPassword, newUsername: NEW.newUsername });
    await logIn(vault.deps, HOME, asNew);
  });

  it("refuses to change neither", async () => {
    await using vault = await openTestVault();
    expect(await refusal(changeLogin(vault.deps, HOME, { ...ADA }))).toEqual({
      code: "INVALID_INPUT",
      details: {},
    });
  });

  it("ends every session if none asks for it, for a new name alone, too", async () => {
    for (const change of [{ newUsername: NEW.newUsername }, { newPassword: NEW.newPassword }]) {
      await using vault = await openTestVault();
      const ada = await makeOwner(vault.deps);
      const other = await ada.logIn();
      await changeLogin(vault.deps, HOME, { ...ADA, ...change });
      for (const session of [ada.session, other])
        expect(await refusal(loadLiveSession(vault.deps, session))).toMatchObject({ code: "UNAUTHORIZED" });
    }
  });

  it("keeps the session that asks for it, and no session of another account", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const bob = await makeOwner(vault.deps, "bob");
    const asking = await ada.logIn();
    await changeLogin(vault.deps, HOME, { ...ADA, newUsername: NEW.newUsername, current: asking.sessionId });
    await loadLiveSession(vault.deps, asking);
    expect(await refusal(loadLiveSession(vault.deps, ada.session))).toMatchObject({ code: "UNAUTHORIZED" });
    await changeLogin(vault.deps, HOME, {
      ...asNew,
      password,
      newPassword: NEW.newPassword,
      current: bob.session.sessionId,
    });
    expect(await refusal(loadLiveSession(vault.deps, asking))).toMatchObject({ code: "UNAUTHORIZED" });
  });

  it("touches no key: vault, passphrase and recovery code work as before", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const keys = () => {
      using raw = openRaw(vault.databasePath);
      return [
        raw.prepare("SELECT wrap_number, salt, sealed_vault_key, recovery_seal FROM users").all(),
        raw.prepare("SELECT key_number, previous_key FROM vaults").all(),
      ];
    };
    const before = keys();
    await changeLogin(vault.deps, HOME, { ...ADA, ...NEW });
    expect(keys()).toEqual(before);
    const session = await logIn(vault.deps, HOME, { ...asNew, passphrase });
    using unlocked = await unlock(vault.deps, session, passphrase);
    expect((await listItems(vault.deps, unlocked, { trash: false, limit: 10 })).items).toEqual([]);
    await recoverAccount(vault.deps, HOME, {
      ...asNew,
      recoveryCode: ada.recoveryCode,
      newPassphrase: "a third passphrase",
    });
  });

  it("changes nothing for a wrong password, an unknown name, a taken name, or one's own", async () => {
    await using vault = await openTestVault();
    await makeOwner(vault.deps);
    await registerAccount(vault.deps, HOME, { input: secretsOf("bob") });
    const taken = { code: "USERNAME_TAKEN", details: { field: "newUsername" } };
    const refused = [
      [{ password: "wrong password" }, { code: "CREDENTIALS_INCORRECT" }],
      [{ username: "unknown" }, { code: "CREDENTIALS_INCORRECT" }],
      [{ newUsername: "bob" }, taken],
      [{ newUsername: "ada" }, taken],
    ] as const;
    for (const [wrong, refusedWith] of refused)
      expect(await refusal(changeLogin(vault.deps, HOME, { ...ADA, ...NEW, ...wrong }))).toMatchObject(
        refusedWith,
      );
    await logIn(vault.deps, HOME, { ...ADA, passphrase });
  });

  it("refuses the passphrase as the password, in whatever normal form", async () => {
    await using vault = await openTestVault();
    await registerAccount(vault.deps, HOME, { input: { ...ADA, passphrase: "cr\u00e8me br\u00fbl\u00e9e" } });
    const equal = changeLogin(vault.deps, HOME, { ...ADA, newPassword: "cr\u00e8me br\u00fbl\u00e9e" });
    expect(await refusal(equal)).toEqual({ code: "INVALID_INPUT", details: { field: "newPassword" } });
    await logIn(vault.deps, HOME, ADA);
  });

  it("slows and limits wrong passwords as a login does", async () => {
    await using vault = await openTestVault({ tryLimits: createTryLimits });
    await makeOwner(vault.deps);
    const waited: number[] = [];
    const { clock } = vault.deps;
    const deps = {
      ...vault.deps,
      clock: { ...clock, sleep: (ms: number) => (waited.push(ms), Promise.resolve()) },
    };
    const wrong = { ...ADA, ...NEW, password: "wrong password" };
    for (let tries = 0; tries < 20; tries += 1)
      expect(await refusal(changeLogin(deps, HOME, { ...wrong }))).toMatchObject({
        code: "CREDENTIALS_INCORRECT",
      });
    expect(Math.max(...waited)).toBe(8000);
    for (const attempt of [changeLogin(deps, HOME, { ...ADA, ...NEW }), logIn(deps, HOME, ADA)])
      expect(await refusal(attempt)).toMatchObject({ code: "TOO_MANY_TRIES" });
  });

  it("gives no more guesses at the passphrase than a login, whether they are right or wrong", async () => {
    await using vault = await openTestVault({ tryLimits: createTryLimits });
    await makeOwner(vault.deps);
    const deps = { ...vault.deps, clock: { ...vault.deps.clock, sleep: () => Promise.resolve() } };
    let current = password;
    for (let guesses = 0; guesses < 20; guesses += 1) {
      const newPassword = `guess number ${guesses}`;
      await changeLogin(deps, HOME, { username: "ada", password: current, newPassword });
      current = newPassword;
    }
    const guess = changeLogin(deps, HOME, { username: "ada", password: current, newPassword: passphrase });
    expect(await refusal(guess)).toMatchObject({ code: "TOO_MANY_TRIES" });
  });

  it("is written in the account's activity", async () => {
    await using vault = await openTestVault();
    await makeOwner(vault.deps);
    await changeLogin(vault.deps, HOME, { ...ADA, ...NEW });
    const session = await logIn(vault.deps, HOME, asNew);
    const { events } = await listActivity(vault.deps, await loadLiveSession(vault.deps, session), {
      limit: 3,
    });
    expect(events.map(({ kind }) => kind)).toEqual(["logged-in", "password-changed", "renamed"]);
  });
});

describe("the next login", () => {
  it("reports changes of the account, the latest first, until it proves the passphrase", async () => {
    await using vault = await openTestVault();
    await makeOwner(vault.deps);
    await changeLogin(vault.deps, HOME, { ...ADA, ...NEW });
    const kinds = async (proof: Parameters<typeof logIn>[2]) =>
      (await logIn(vault.deps, HOME, proof)).changes.map(({ kind }) => kind);
    const reported = ["password-changed", "renamed"];
    expect(await kinds(asNew)).toEqual(reported);
    expect(await kinds(asNew)).toEqual(reported);
    expect(await kinds({ ...asNew, passphrase })).toEqual(reported);
    expect(await kinds({ ...asNew, passphrase })).toEqual([]);
    expect(await kinds(asNew)).toEqual([]);
  });

  it("reports changes made in a session, too, and no other events", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    expect(ada.session.changes).toEqual([]);
    using unlocked = await ada.unlock();
    await renameAccount(vault.deps, unlocked, { password, newUsername: "lovelace" });
    await refusal(logIn(vault.deps, HOME, { username: "lovelace", password: "wrong password" }));
    const { changes } = await logIn(vault.deps, HOME, { ...ADA, username: "lovelace", passphrase });
    expect(changes).toMatchObject([{ kind: "renamed", at: expect.any(Number) }]);
  });
});

describe("isOpenlyFree", () => {
  it("is true only for a name without an account, and only where anyone may register", async () => {
    await using vault = await openTestVault();
    await makeOwner(vault.deps);
    expect(await isOpenlyFree(vault.deps, "unknown")).toBe(true);
    expect(await isOpenlyFree(vault.deps, "ada")).toBe(false);
    for (const registration of ["first", "closed"] as const) {
      const policy = { ...vault.deps.policy, registration };
      expect(await isOpenlyFree({ ...vault.deps, policy }, "unknown")).toBe(false);
    }
  });
});
