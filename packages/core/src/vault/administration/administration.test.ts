import { describe, expect, it } from "vitest";
import { asUserId } from "../../ids.ts";
import { countRuns, makeOwner, openRaw, refusal } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { logIn } from "../access/log-in.ts";
import { createTryLimits } from "../access/try-limits.ts";
import { deleteAccount } from "../account/account.ts";
import { describeSystem, registerAccount } from "../account/register.ts";
import {
  describeLink,
  invite,
  listOpenLinks,
  makePasswordLink,
  resetPasswordByLink,
  revokeLink,
} from "./links.ts";
import {
  deleteAccountOf,
  endSessionsOf,
  listPeople,
  resetSecondFactorOf,
  restoreAccountOf,
  setAdministrator,
} from "./people.ts";
import { chooseRegistration, describeServer, makeBackupNow } from "./server.ts";

const HOME = { device: "Firefox", address: "192.0.2.1" };
const NEW = { username: "cyd", password: "the password of cyd", passphrase: "the passphrase of cyd" };
const HOUR = 3_600_000;

/** Ada, who is an administrator, and Bob, who is none. */
async function openWorld(options: Parameters<typeof openTestVault>[0] = {}) {
  // Sessions that outlive what a test waits for.
  const policy = { defaultSessionSeconds: 7 * 24 * 3600, ...options.policy };
  const vault = await openTestVault({ ...options, policy });
  const { deps } = vault;
  const ada = await makeOwner(deps, "ada");
  const bob = await makeOwner(deps, "bob");
  const [adaLive, bobLive] = [await ada.live(), await bob.live()];
  const { password } = ada.secrets;
  const kindsOf = async (owner: typeof ada) =>
    (await deps.store.audit.list(owner.session.userId, 100)).map(({ kind }) => kind);
  const close = await deps.store.administration.chooseRegistration("closed", {
    by: null,
    now: deps.clock.now(),
  });
  expect(close).toBe("done");
  return {
    vault,
    deps,
    ada,
    bob,
    adaLive,
    bobLive,
    password,
    kindsOf,
    [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
  };
}

describe("an invitation", () => {
  it("lets one person in where registration is closed, and is in both activities", async () => {
    await using w = await openWorld();
    expect(await refusal(registerAccount(w.deps, HOME, { input: NEW }))).toMatchObject({
      code: "REGISTRATION_CLOSED",
    });
    const { secret } = await invite(w.deps, w.adaLive, w);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(await describeLink(w.deps, HOME, { link: secret })).toMatchObject({
      purpose: "invitation",
      username: null,
    });
    const { user } = await registerAccount(w.deps, HOME, { input: { ...NEW, invitation: secret } });
    await expect(logIn(w.deps, HOME, NEW)).resolves.toBeDefined();
    const again = registerAccount(w.deps, HOME, { input: { ...NEW, username: "dan", invitation: secret } });
    expect(await refusal(again)).toMatchObject({ code: "LINK_UNUSABLE" });
    expect((await w.kindsOf(w.ada)).slice(0, 2)).toEqual(["invitation-used", "invited"]);
    expect((await w.deps.store.users.find(asUserId(user.id)))?.administrator).toBe(false);
    expect(await listOpenLinks(w.deps)).toEqual({ links: [] });
  });

  it("ends after 24 hours by the server's clock, or when it is revoked", async () => {
    await using w = await openWorld();
    const late = await invite(w.deps, w.adaLive, w);
    w.vault.advance(24 * HOUR - 1);
    expect((await listOpenLinks(w.deps)).links).toMatchObject([{ id: late.id, madeBy: "ada" }]);
    w.vault.advance(1);
    const use = (invitation: string) =>
      refusal(registerAccount(w.deps, HOME, { input: { ...NEW, invitation } }));
    expect(await use(late.secret)).toMatchObject({ code: "LINK_UNUSABLE" });
    const live = await w.ada.live();
    const revoked = await invite(w.deps, live, w);
    await revokeLink(w.deps, live, { id: revoked.id, password: w.password });
    expect(await use(revoked.secret)).toMatchObject({ code: "LINK_UNUSABLE" });
    expect(await w.kindsOf(w.ada)).toContain("link-revoked");
  });

  it("that does not exist is answered in one way, costs no Argon2id run, and an address has few tries", async () => {
    await using w = await openWorld({ tryLimits: createTryLimits });
    const wrong = { ...NEW, invitation: "A".repeat(43) };
    const codes: unknown[] = [];
    const { deps, runs } = countRuns(w.deps);
    for (let tries = 0; tries < 60; tries += 1) {
      const use = [
        () => registerAccount(deps, HOME, { input: wrong }),
        () => describeLink(deps, HOME, { link: wrong.invitation }),
        () => resetPasswordByLink(deps, HOME, { link: wrong.invitation, newPassword: "quite new and long" }),
      ][tries % 3];
      codes.push((await refusal(use?.() ?? Promise.resolve())).code);
    }
    expect(new Set(codes)).toEqual(new Set(["LINK_UNUSABLE", "TOO_MANY_TRIES"]));
    expect(codes[0]).toBe("LINK_UNUSABLE");
    expect(codes.at(-1)).toBe("TOO_MANY_TRIES");
    expect(runs).toEqual([]);
    const elsewhere = describeLink(w.deps, { ...HOME, address: "192.0.2.2" }, { link: wrong.invitation });
    expect(await refusal(elsewhere)).toMatchObject({ code: "LINK_UNUSABLE" });
  });
});

describe("a link for a new password", () => {
  it("sets it once, ends all sessions, and leaves the vault sealed under its passphrase", async () => {
    await using w = await openWorld();
    const id = w.bob.session.userId;
    const { secret } = await makePasswordLink(w.deps, w.adaLive, { id, password: w.password });
    expect(await describeLink(w.deps, HOME, { link: secret })).toMatchObject({ username: "bob" });
    const reset = { link: secret, newPassword: "a password from a link" };
    const answers = await Promise.allSettled([1, 2].map(() => resetPasswordByLink(w.deps, HOME, reset)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await refusal(w.bob.live())).toMatchObject({ code: "UNAUTHORIZED" });
    const { username, passphrase } = w.bob.secrets;
    const changed = { username, password: reset.newPassword };
    await expect(logIn(w.deps, HOME, { ...changed, passphrase })).resolves.toBeDefined();
    expect(
      await refusal(logIn(w.deps, HOME, { ...changed, passphrase: "another passphrase" })),
    ).toMatchObject({
      code: "PASSPHRASE_INCORRECT",
    });
    expect(await w.kindsOf(w.bob)).toEqual(expect.arrayContaining(["password-link-made", "password-reset"]));
    expect(await w.kindsOf(w.ada)).toContain("made-password-link");
  });

  it("refuses the passphrase, and an invitation in its place", async () => {
    await using w = await openWorld();
    const id = w.bob.session.userId;
    const { secret } = await makePasswordLink(w.deps, w.adaLive, { id, password: w.password });
    const { passphrase } = w.bob.secrets;
    const asPassword = resetPasswordByLink(w.deps, HOME, { link: secret, newPassword: passphrase });
    expect(await refusal(asPassword)).toMatchObject({ code: "INVALID_INPUT" });
    const invitation = await invite(w.deps, w.adaLive, w);
    const crossed = { link: invitation.secret, newPassword: "a password from a link" };
    expect(await refusal(resetPasswordByLink(w.deps, HOME, crossed))).toMatchObject({
      code: "LINK_UNUSABLE",
    });
    const register = registerAccount(w.deps, HOME, { input: { ...NEW, invitation: secret } });
    expect(await refusal(register)).toMatchObject({ code: "LINK_UNUSABLE" });
  });
});

describe("an administrator", () => {
  it("sees who there is, and nothing that is sealed", async () => {
    await using w = await openWorld();
    await deleteAccountOf(w.deps, w.adaLive, { id: w.bob.session.userId, password: w.password });
    const { people } = await listPeople(w.deps);
    expect(people).toEqual([
      expect.objectContaining({
        username: "ada",
        administrator: true,
        secondFactor: false,
        items: 0,
        bytes: 0,
        lastLogInAt: expect.any(Number),
        deletedAt: null,
      }),
      expect.objectContaining({ username: "bob", administrator: false, deletedAt: expect.any(Number) }),
    ]);
  });

  it("needs the role and the password for each change", async () => {
    await using w = await openWorld();
    const id = w.bob.session.userId;
    const changes = [
      (who: typeof w.adaLive, password: string) => invite(w.deps, who, { password }),
      (who: typeof w.adaLive, password: string) => makePasswordLink(w.deps, who, { id, password }),
      (who: typeof w.adaLive, password: string) => revokeLink(w.deps, who, { id: "a".repeat(32), password }),
      (who: typeof w.adaLive, password: string) =>
        setAdministrator(w.deps, who, { id, administrator: true, password }),
      (who: typeof w.adaLive, password: string) => endSessionsOf(w.deps, who, { id, password }),
      (who: typeof w.adaLive, password: string) => resetSecondFactorOf(w.deps, who, { id, password }),
      (who: typeof w.adaLive, password: string) => deleteAccountOf(w.deps, who, { id, password }),
      (who: typeof w.adaLive, password: string) => restoreAccountOf(w.deps, who, { id, password }),
      (who: typeof w.adaLive, password: string) =>
        chooseRegistration(w.deps, who, { registration: "open", password }),
      (who: typeof w.adaLive, password: string) => makeBackupNow(w.deps, who, { password }),
    ];
    for (const change of changes) {
      expect(await refusal(change(w.bobLive, w.bob.secrets.password))).toMatchObject({
        code: "NOT_ADMINISTRATOR",
      });
      expect(await refusal(change(w.adaLive, "a wrong password"))).toMatchObject({
        code: "CREDENTIALS_INCORRECT",
      });
      // The tenth would end the session.
      using raw = openRaw(w.vault.databasePath);
      raw.exec("UPDATE sessions SET failures = 0");
    }
    expect(await w.kindsOf(w.bob)).toEqual(["logged-in", "registered"]);
  });

  it("ends sessions, deletes and restores, and the account keeps its vault", async () => {
    await using w = await openWorld();
    const action = { id: w.bob.session.userId, password: w.password };
    expect(await endSessionsOf(w.deps, w.adaLive, action)).toEqual({ ended: 1 });
    expect(await refusal(w.bob.live())).toMatchObject({ code: "UNAUTHORIZED" });
    await deleteAccountOf(w.deps, w.adaLive, action);
    expect(await refusal(logIn(w.deps, HOME, w.bob.secrets))).toMatchObject({
      code: "CREDENTIALS_INCORRECT",
    });
    await restoreAccountOf(w.deps, w.adaLive, action);
    await expect(logIn(w.deps, HOME, w.bob.secrets)).resolves.toBeDefined();
    expect((await w.kindsOf(w.ada)).slice(0, 3)).toEqual([
      "restored-account",
      "deleted-account",
      "ended-sessions",
    ]);
    expect((await w.kindsOf(w.bob)).slice(1, 4)).toEqual([
      "restored-by-administrator",
      "deleted-by-administrator",
      "sessions-ended-by-administrator",
    ]);
  });

  it("stays as long as no other account has it", async () => {
    await using w = await openWorld();
    const id = w.ada.session.userId;
    const role = { id, administrator: false, password: w.password };
    expect(await refusal(setAdministrator(w.deps, w.adaLive, role))).toMatchObject({
      code: "LAST_ADMINISTRATOR",
    });
    using unlocked = await w.ada.unlock();
    const go = () => deleteAccount(w.deps, unlocked, { password: w.password });
    expect(await refusal(go())).toMatchObject({ code: "LAST_ADMINISTRATOR" });
    await setAdministrator(w.deps, w.adaLive, { ...role, id: w.bob.session.userId, administrator: true });
    await expect(go()).resolves.toBeDefined();
  });

  it("opens and closes registration, over what the configuration says, until the choice is taken back", async () => {
    await using w = await openWorld();
    const choose = (registration: "open" | "closed" | null) =>
      chooseRegistration(w.deps, w.adaLive, { registration, password: w.password });
    const isOpen = async () => (await describeSystem(w.deps, "1")).registrationOpen;
    await choose("open");
    expect(await isOpen()).toBe(true);
    await choose("closed");
    expect(await isOpen()).toBe(false);
    await choose(null);
    expect((await describeServer(w.deps, "1")).registration).toEqual({
      inForce: "open",
      configured: "open",
      chosen: null,
    });
    expect(await w.kindsOf(w.ada)).toContain("registration-changed");
  });

  it("makes a backup, which is noted once it is complete", async () => {
    const made: string[] = [];
    const backups = async () => ({ lastAt: made.length, failure: null, plan: null });
    const serverDesk = { backups, makeBackup: async () => void made.push("one"), examine: async () => [] };
    await using w = await openWorld({ serverDesk });
    expect(await makeBackupNow(w.deps, w.adaLive, w)).toMatchObject({ lastAt: 1 });
    expect(await w.kindsOf(w.ada)).toContain("backup-made");
  });

  it("is warned after three days without a backup, counted from the server's beginning if there never was one", async () => {
    let lastAt: number | null = null;
    const backups = async () => ({ lastAt, failure: null, plan: null });
    const serverDesk = { backups, makeBackup: async () => {}, examine: async () => [] };
    await using w = await openWorld({ serverDesk });
    const isOverdue = async () => (await describeServer(w.deps, "1")).backupOverdue;
    expect(await isOverdue()).toBe(false);
    w.vault.advance(72 * HOUR + 60_000);
    expect(await isOverdue()).toBe(true);
    lastAt = w.deps.clock.now();
    expect(await isOverdue()).toBe(false);
    w.vault.advance(72 * HOUR + 1);
    expect(await isOverdue()).toBe(true);
  });
});
