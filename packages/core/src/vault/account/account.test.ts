import { describe, expect, it } from "vitest";
import { asItemId } from "../../ids.ts";
import {
  countRuns,
  duringArgon2id,
  HOME,
  makeOwner,
  openRaw,
  refusal,
  secretsOf,
  unlock,
} from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { logIn } from "../access/log-in.ts";
import { loadLiveSession, logOut } from "../access/sessions.ts";
import { createTryLimits } from "../access/try-limits.ts";
import { createCategories, listCategories } from "../categories/categories.ts";
import type { VaultDeps } from "../deps.ts";
import { createItems, updateItems } from "../items/items.ts";
import { sweep } from "../upkeep/sweep.ts";
import {
  changePassword,
  deleteAccount,
  deleteAccountByPassword,
  listActivity,
  renameAccount,
} from "./account.ts";
import { changePassphrase } from "./passphrase.ts";
import { restoreAccount } from "./recover.ts";
import { registerAccount } from "./register.ts";

const DAY = 24 * 3600_000;
const openLongLived = () => openTestVault({ policy: { defaultSessionSeconds: 30 * 24 * 3600 } });
const item = { url: "", account: "", username: "", password: "", blob: "", categoryId: null };

describe("renameAccount", () => {
  it("changes the name at which one logs in, and frees the old one", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    const { password } = ada.secrets;
    using unlocked = await ada.unlock();
    expect(await renameAccount(vault.deps, unlocked, { password, newUsername: "lovelace" })).toEqual({
      done: true,
    });
    expect(await refusal(ada.logIn())).toMatchObject({ code: "CREDENTIALS_INCORRECT" });
    await logIn(vault.deps, HOME, { ...ada.secrets, username: "lovelace" });
    await registerAccount(vault.deps, HOME, { input: secretsOf("ada") });
    const taken = { code: "USERNAME_TAKEN", details: { field: "newUsername" } };
    expect(await refusal(renameAccount(vault.deps, unlocked, { password, newUsername: "ada" }))).toEqual(
      taken,
    );
    expect(await renameAccount(vault.deps, unlocked, { password, newUsername: "lovelace" })).toEqual({
      done: true,
    });
  });

  it("needs the password", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    const wrong = { code: "CREDENTIALS_INCORRECT", details: { field: "password" } };
    expect(
      await refusal(renameAccount(vault.deps, unlocked, { password: "wrong password", newUsername: "eve" })),
    ).toEqual(wrong);
    expect((await ada.live()).user.username).toBe("ada");
  });
});

describe("changePassword", () => {
  it("refuses the passphrase as the password, in whatever normal form", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    const { password } = ada.secrets;
    await changePassphrase(vault.deps, unlocked, { password, newPassphrase: "cr\u00e8me br\u00fbl\u00e9e" });
    using renewed = await ada.unlock("cre\u0300me bru\u0302le\u0301e");
    for (const newPassword of ["cr\u00e8me br\u00fbl\u00e9e", "cre\u0300me bru\u0302le\u0301e"]) {
      const refused = { code: "INVALID_INPUT", details: { field: "newPassword" } };
      expect(await refusal(changePassword(vault.deps, renewed, { password, newPassword }))).toEqual(refused);
    }
  });

  it("does not overwrite a change that came first", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    const thief = await ada.logIn();
    using owners = await ada.unlock();
    using thiefs = await unlock(vault.deps, thief, ada.secrets.passphrase);
    const { password } = ada.secrets;
    const raced = duringArgon2id(vault.deps, () =>
      changePassword(vault.deps, owners, { password, newPassword: "owner's password" }),
    );
    const late = changePassword(raced, thiefs, { password, newPassword: "thief's password" });
    expect(await refusal(late)).toEqual({ code: "CONFLICT", details: {} });
    await logIn(vault.deps, HOME, { ...ada.secrets, password: "owner's password" });
    await ada.live();
  });
});

describe("changePassphrase", () => {
  it("refuses the password as the passphrase, and a wrong password", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    const { password } = ada.secrets;
    using unlocked = await ada.unlock();
    const equal = changePassphrase(vault.deps, unlocked, { password, newPassphrase: password });
    expect(await refusal(equal)).toEqual({ code: "INVALID_INPUT", details: { field: "newPassphrase" } });
    const wrong = changePassphrase(vault.deps, unlocked, {
      password: "wrong password",
      newPassphrase: "another passphrase",
    });
    expect(await refusal(wrong)).toEqual({ code: "CREDENTIALS_INCORRECT", details: { field: "password" } });
    using _unchanged = await ada.unlock();
  });

  it("of two at the same time, makes one, and tells the other", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    const { password } = ada.secrets;
    using one = await ada.unlock();
    using two = await ada.unlock();
    const answers = await Promise.allSettled([
      changePassphrase(vault.deps, one, { password, newPassphrase: "first passphrase" }),
      changePassphrase(vault.deps, two, { password, newPassphrase: "second passphrase" }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(answers[1]).toMatchObject({ reason: { code: "CONFLICT" } });
    using _first = await ada.unlock("first passphrase");
  });
});

describe("deleteAccount", () => {
  it("ends all sessions and frees the name at once", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    const deletedAt = vault.deps.clock.now();
    const { password } = ada.secrets;
    expect(await deleteAccount(vault.deps, unlocked, { password })).toEqual({
      deletedAt,
      erasedAt: deletedAt + 14 * DAY,
    });
    expect(await refusal(ada.live())).toMatchObject({ code: "UNAUTHORIZED" });
    expect(await refusal(ada.logIn())).toMatchObject({ code: "CREDENTIALS_INCORRECT" });
    await makeOwner(vault.deps);
  });

  it("needs the password", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    expect(await refusal(deleteAccount(vault.deps, unlocked, { password: "wrong password" }))).toMatchObject({
      code: "CREDENTIALS_INCORRECT",
    });
    await ada.live();
  });

  it("can be undone for 14 days, by password and passphrase, with everything there", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    await createCategories(vault.deps, unlocked, { categories: [{ name: "Banks" }] });
    await deleteAccount(vault.deps, unlocked, { password: ada.secrets.password });
    vault.advance(14 * DAY);
    await sweep(vault.deps);
    const wrongPassphrase = { ...ada.secrets, passphrase: "wrong passphrase" };
    expect(await refusal(restoreAccount(vault.deps, HOME, wrongPassphrase))).toMatchObject({
      code: "PASSPHRASE_INCORRECT",
    });
    const wrongPassword = { ...ada.secrets, password: "wrong password" };
    expect(await refusal(restoreAccount(vault.deps, HOME, wrongPassword))).toMatchObject({
      code: "CREDENTIALS_INCORRECT",
    });
    expect(await restoreAccount(vault.deps, HOME, ada.secrets)).toEqual({ done: true });
    using again = await unlock(vault.deps, await ada.logIn(), ada.secrets.passphrase);
    expect(
      (await listCategories(vault.deps, again, { trash: false })).categories.map(({ name }) => name),
    ).toEqual(["Banks"]);
  });

  it("comes back under another name when the old one was taken in between", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    await deleteAccount(vault.deps, unlocked, { password: ada.secrets.password });
    await registerAccount(vault.deps, HOME, {
      input: { ...secretsOf("ada"), password: "a stranger's password" },
    });
    expect(await refusal(restoreAccount(vault.deps, HOME, ada.secrets))).toEqual({
      code: "USERNAME_TAKEN",
      details: { field: "newUsername" },
    });
    await restoreAccount(vault.deps, HOME, { ...ada.secrets, newUsername: "lovelace" });
    expect((await logIn(vault.deps, HOME, { ...ada.secrets, username: "lovelace" })).userId).toBe(
      unlocked.userId,
    );
  });

  it("finds the right one among several deleted accounts of one name and password", async () => {
    await using vault = await openLongLived();
    const ids: number[] = [];
    for (const passphrase of ["first passphrase", "second passphrase"]) {
      await registerAccount(vault.deps, HOME, { input: { ...secretsOf("ada"), passphrase } });
      const session = await logIn(vault.deps, HOME, { ...secretsOf("ada"), passphrase });
      using unlocked = await unlock(vault.deps, session, passphrase);
      await deleteAccount(vault.deps, unlocked, { password: secretsOf("ada").password });
      ids.push(unlocked.userId);
      vault.advance(1000);
    }
    await restoreAccount(vault.deps, HOME, { ...secretsOf("ada"), passphrase: "first passphrase" });
    expect(
      (await logIn(vault.deps, HOME, { ...secretsOf("ada"), passphrase: "first passphrase" })).userId,
    ).toBe(ids[0]);
  });

  it("tries the two latest and the two oldest of a name: what lies between comes within reach when older ones are erased", async () => {
    await using vault = await openLongLived();
    const deleteOne = async (password: string) => {
      await registerAccount(vault.deps, HOME, { input: { ...secretsOf("ada"), password } });
      await deleteAccountByPassword(vault.deps, HOME, { username: "ada", password });
      vault.advance(DAY);
    };
    const passwords = ["oldest", "older", "the owner's", "later", "latest"].map((of) => `${of} password`);
    for (const password of passwords) await deleteOne(password);
    const owners = { ...secretsOf("ada"), password: "the owner's password" };
    expect(await refusal(restoreAccount(vault.deps, HOME, owners))).toMatchObject({
      code: "CREDENTIALS_INCORRECT",
    });
    vault.advance(10 * DAY);
    await sweep(vault.deps);
    expect(await restoreAccount(vault.deps, HOME, owners)).toEqual({ done: true });
  });

  it("is refused after as many Argon2id runs, however many deleted accounts have the name", async () => {
    await using vault = await openLongLived();
    let runs = 0;
    const counting: VaultDeps = {
      ...vault.deps,
      kdf: {
        ...vault.deps.kdf,
        derive: (...args) => {
          runs += 1;
          return vault.deps.kdf.derive(...args);
        },
      },
    };
    const runsOfRefusal = async () => {
      runs = 0;
      await refusal(restoreAccount(counting, HOME, { ...secretsOf("ada"), password: "wrong password" }));
      return runs;
    };
    const counted = [await runsOfRefusal()];
    for (const password of ["first password", "second password", "third password"]) {
      await registerAccount(vault.deps, HOME, { input: { ...secretsOf("ada"), password } });
      await deleteAccountByPassword(vault.deps, HOME, { username: "ada", password });
      counted.push(await runsOfRefusal());
    }
    expect(counted).toEqual([8, 8, 8, 8]);
  });

  it("is final after 14 days: no row is left, and no id is used again", async () => {
    await using vault = await openLongLived();
    await makeOwner(vault.deps, "the administrator");
    const ada = await makeOwner(vault.deps);
    const bob = await makeOwner(vault.deps, "bob");
    using unlocked = await ada.unlock();
    const { categories } = await createCategories(vault.deps, unlocked, { categories: [{ name: "Banks" }] });
    const { items } = await createItems(vault.deps, unlocked, { items: [{ ...item, name: "One" }] });
    const [{ id, revision } = { id: 0, revision: 0 }] = items;
    await updateItems(vault.deps, unlocked, { items: [{ id: asItemId(id), revision, name: "Two" }] });
    await deleteAccount(vault.deps, unlocked, { password: ada.secrets.password });
    vault.advance(14 * DAY + 1);
    await sweep(vault.deps);
    using raw = openRaw(vault.databasePath);
    const owners = {
      users: "id",
      vaults: "id",
      memberships: "user_id",
      sessions: "user_id",
      categories: "vault_id",
      items: "vault_id",
      audit_events: "user_id",
    };
    for (const [table, owner] of Object.entries(owners)) {
      expect(
        raw.prepare(`SELECT count(*) FROM ${table} WHERE ${owner} = ?`).pluck().get(unlocked.userId),
      ).toBe(0);
    }
    expect(raw.prepare("SELECT count(*) FROM item_versions").pluck().get()).toBe(0);
    expect(await refusal(restoreAccount(vault.deps, HOME, ada.secrets))).toMatchObject({
      code: "CREDENTIALS_INCORRECT",
    });
    const next = await makeOwner(vault.deps);
    using nexts = await next.unlock();
    expect(nexts.userId).toBeGreaterThan(bob.session.userId);
    const newItems = await createItems(vault.deps, nexts, { items: [{ ...item, name: "One" }] });
    const newCategories = await createCategories(vault.deps, nexts, { categories: [{ name: "Banks" }] });
    expect(newItems.items[0]?.id).toBeGreaterThan(id);
    expect(newCategories.categories[0]?.id).toBeGreaterThan(categories[0]?.id ?? Number.NaN);
    await bob.live();
  });
});

describe("listActivity", () => {
  const PHONE = { device: "Safari on iPhone", address: "192.0.2.9" };

  it("names the device of each entry, also of a failure outside any session", async () => {
    await using vault = await openLongLived();
    const { deps } = vault;
    const ada = await makeOwner(deps);
    const phone = await logIn(deps, PHONE, ada.secrets);
    using onPhone = await unlock(deps, phone, ada.secrets.passphrase);
    const { password } = ada.secrets;
    vault.advance(1000);
    await renameAccount(deps, onPhone, { password, newUsername: "ada2" });
    vault.advance(1000);
    await refusal(logIn(deps, HOME, { ...ada.secrets, username: "ada2", password: "wrong password" }));
    vault.advance(1000);
    await logOut(deps, await loadLiveSession(deps, phone));
    const { events } = await listActivity(deps, await ada.live(), { limit: 10 });
    expect(events.map(({ kind, device }) => [kind, device])).toEqual([
      ["logged-out", PHONE.device],
      ["log-in-failed", HOME.device],
      ["renamed", PHONE.device],
      ["logged-in", PHONE.device],
      ["logged-in", HOME.device],
      ["registered", HOME.device],
    ]);
    // An event from before devices were noted has none.
    using raw = openRaw(vault.databasePath);
    raw.exec("UPDATE audit_events SET sealed_device = NULL");
    const old = await listActivity(deps, await ada.live(), { limit: 1 });
    expect(old.events).toMatchObject([{ kind: "logged-out", device: "" }]);
  });
});

describe("deleteAccountByPassword", () => {
  const byPassword = { username: "ada", password: secretsOf("ada").password };

  it("ends all sessions, says so in the activity, and is undone by password and passphrase", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    const { deletedAt, erasedAt } = await deleteAccountByPassword(vault.deps, HOME, byPassword);
    expect(erasedAt - deletedAt).toBe(14 * DAY);
    expect(await refusal(ada.live())).toMatchObject({ code: "UNAUTHORIZED" });
    expect(await refusal(ada.logIn())).toMatchObject({ code: "CREDENTIALS_INCORRECT" });
    vault.advance(14 * DAY);
    await sweep(vault.deps);
    expect(await restoreAccount(vault.deps, HOME, ada.secrets)).toEqual({ done: true });
    const { userId } = await ada.logIn();
    const events = await vault.deps.store.audit.list(userId, 3);
    expect(events.map(({ kind }) => kind)).toEqual(["logged-in", "account-restored", "account-deleted"]);
  });

  it("answers an unknown name, and a deleted one, as a wrong password, at the same cost", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    await makeOwner(vault.deps, "bob");
    await deleteAccountByPassword(vault.deps, HOME, { username: "bob", password: "password of bob" });
    const attempts = [
      { ...byPassword, password: "wrong password" },
      { ...byPassword, username: "nobody" },
      { username: "bob", password: "password of bob" },
    ];
    const runs = [];
    for (const attempt of attempts) {
      const counted = countRuns(vault.deps);
      expect(await refusal(deleteAccountByPassword(counted.deps, HOME, attempt))).toEqual({
        code: "CREDENTIALS_INCORRECT",
        details: {},
      });
      runs.push(counted.runs);
    }
    expect(runs).toEqual([runs[0], runs[0], runs[0]]);
    const { userId } = await ada.live();
    expect((await vault.deps.store.audit.list(userId, 1)).map(({ kind }) => kind)).toEqual(["log-in-failed"]);
  });

  it("counts wrong passwords as failed logins", async () => {
    await using vault = await openTestVault({ tryLimits: createTryLimits });
    await makeOwner(vault.deps);
    const deps = { ...vault.deps, clock: { ...vault.deps.clock, sleep: async () => undefined } };
    const wrong = { ...byPassword, password: "wrong password" };
    for (let tries = 1; tries <= 20; tries += 1)
      expect(await refusal(deleteAccountByPassword(deps, HOME, wrong))).toMatchObject({
        code: "CREDENTIALS_INCORRECT",
      });
    for (const enter of [deleteAccountByPassword, logIn])
      expect(await refusal(enter(deps, HOME, byPassword))).toMatchObject({ code: "TOO_MANY_TRIES" });
  });

  it("of two at once, deletes one time", async () => {
    await using vault = await openLongLived();
    await makeOwner(vault.deps);
    const outcomes = await Promise.allSettled([
      deleteAccountByPassword(vault.deps, HOME, byPassword),
      deleteAccountByPassword(vault.deps, HOME, byPassword),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("can't be made final by making and deleting other accounts of the name", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    await deleteAccountByPassword(vault.deps, HOME, byPassword);
    const thief = { ...secretsOf("ada"), passphrase: "passphrase of a thief" };
    for (let times = 1; times <= 5; times += 1) {
      vault.advance(1000);
      await registerAccount(vault.deps, HOME, { input: thief });
      await deleteAccountByPassword(vault.deps, HOME, thief);
    }
    await restoreAccount(vault.deps, HOME, ada.secrets);
    await ada.logIn();
  });
});

describe("listActivity", () => {
  it("tells what happened to the account, the latest first, and to no other", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    await makeOwner(vault.deps, "bob");
    await refusal(logIn(vault.deps, HOME, { ...ada.secrets, password: "wrong password" }));
    await refusal(ada.unlock("wrong passphrase"));
    using unlocked = await ada.unlock();
    await changePassword(vault.deps, unlocked, {
      password: ada.secrets.password,
      newPassword: "another password",
    });
    const { events } = await listActivity(vault.deps, await ada.live(), { limit: 100 });
    expect(events.map(({ kind }) => kind)).toEqual([
      "password-changed",
      "unlock-failed",
      "log-in-failed",
      "logged-in",
      "registered",
    ]);
    expect(await listActivity(vault.deps, await ada.live(), { limit: 1 })).toEqual({
      events: events.slice(0, 1),
    });
    vault.advance(366 * DAY);
    await sweep(vault.deps);
    expect(await vault.deps.store.audit.list(unlocked.userId, 100)).toEqual([]);
  });
});
