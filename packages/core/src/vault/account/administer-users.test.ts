import { describe, expect, it } from "vitest";
import { asUserId } from "../../ids.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { logIn } from "../access/log-in.ts";
import {
  addUser,
  deleteUser,
  listUsers,
  renameUser,
  replacePassphrase,
  resetPassword,
} from "./administer-users.ts";
import { restoreAccount } from "./recover.ts";

const ORIGIN = { device: "test", address: "192.0.2.1" };
const ADA = { username: "ada", password: "a good password", passphrase: "a better passphrase" };

async function vaultWithAda() {
  const vault = await openTestVault({ policy: { registration: "closed" } });
  const id = asUserId((await addUser(vault.deps, ADA)).user.id);
  const kinds = async () => (await vault.deps.store.audit.list(id, 100)).map(({ kind }) => kind).toReversed();
  const sessions = async () => (await vault.deps.store.sessions.list(id, vault.deps.clock.now())).length;
  return {
    vault,
    deps: vault.deps,
    kinds,
    sessions,
    [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
  };
}

describe("addUser", () => {
  it("makes an account that can log in, where registration is closed", async () => {
    await using world = await vaultWithAda();
    await expect(logIn(world.deps, ORIGIN, ADA)).resolves.toBeDefined();
    await expect(addUser(world.deps, ADA)).rejects.toMatchObject({ code: "USERNAME_TAKEN" });
    expect(await world.kinds()).toEqual(["registered", "logged-in"]);
  });
});

describe("listUsers", () => {
  it("lists live accounts first, then deleted ones with the day they are gone", async () => {
    await using world = await vaultWithAda();
    await addUser(world.deps, { ...ADA, username: "bob" });
    const { erasedAt } = await deleteUser(world.deps, "ada");
    const { users } = await listUsers(world.deps);
    expect(users.map(({ username }) => username)).toEqual(["bob", "ada"]);
    expect(users[0]).toMatchObject({ deletedAt: null, erasedAt: null });
    expect(users[1]).toMatchObject({ erasedAt });
    expect(Object.keys(users[0] ?? {})).toEqual(["id", "username", "createdAt", "deletedAt", "erasedAt"]);
  });
});

describe("renameUser", () => {
  it("renames, and refuses a name that is taken or not there", async () => {
    await using world = await vaultWithAda();
    await addUser(world.deps, { ...ADA, username: "bob" });
    await expect(renameUser(world.deps, "ada", "bob")).rejects.toMatchObject({ code: "USERNAME_TAKEN" });
    await expect(renameUser(world.deps, "eve", "eva")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await renameUser(world.deps, "ada", "Ada L.");
    await expect(logIn(world.deps, ORIGIN, { ...ADA, username: "Ada L." })).resolves.toBeDefined();
  });
});

describe("resetPassword", () => {
  it("sets a password without the one before, ends all sessions, and opens no vault", async () => {
    await using world = await vaultWithAda();
    await logIn(world.deps, ORIGIN, ADA);
    await resetPassword(world.deps, "ada", "quite another password");
    expect(await world.sessions()).toBe(0);
    await expect(logIn(world.deps, ORIGIN, ADA)).rejects.toMatchObject({ code: "CREDENTIALS_INCORRECT" });
    const changed = { ...ADA, password: "quite another password" };
    await expect(logIn(world.deps, ORIGIN, changed)).resolves.toBeDefined();
    await expect(
      logIn(world.deps, ORIGIN, { ...changed, passphrase: "a guess at the passphrase" }),
    ).rejects.toMatchObject({ code: "PASSPHRASE_INCORRECT" });
    expect(await world.kinds()).toContain("password-changed");
  });

  it("refuses the passphrase for a password", async () => {
    await using world = await vaultWithAda();
    await expect(resetPassword(world.deps, "ada", ADA.passphrase)).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
    await expect(logIn(world.deps, ORIGIN, ADA)).resolves.toBeDefined();
  });
});

describe("replacePassphrase", () => {
  it("wants the passphrase before, and notes a wrong one", async () => {
    await using world = await vaultWithAda();
    const input = { passphrase: "a wrong passphrase", newPassphrase: "a new passphrase" };
    await expect(replacePassphrase(world.deps, "ada", input)).rejects.toMatchObject({
      code: "PASSPHRASE_INCORRECT",
    });
    expect(await world.kinds()).toEqual(["registered", "unlock-failed"]);
    await expect(logIn(world.deps, ORIGIN, ADA)).resolves.toBeDefined();
  });

  it("opens the same vault by the new one only, and ends all sessions", async () => {
    await using world = await vaultWithAda();
    await logIn(world.deps, ORIGIN, ADA);
    await replacePassphrase(world.deps, "ada", {
      passphrase: ADA.passphrase,
      newPassphrase: "a new passphrase",
    });
    expect(await world.sessions()).toBe(0);
    await expect(logIn(world.deps, ORIGIN, ADA)).rejects.toMatchObject({ code: "PASSPHRASE_INCORRECT" });
    await expect(
      logIn(world.deps, ORIGIN, { ...ADA, passphrase: "a new passphrase" }),
    ).resolves.toBeDefined();
  });

  it("refuses the password for a passphrase", async () => {
    await using world = await vaultWithAda();
    const input = { passphrase: ADA.passphrase, newPassphrase: ADA.password };
    await expect(replacePassphrase(world.deps, "ada", input)).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
  });
});

describe("deleteUser", () => {
  it("frees the name and ends all sessions, and can be undone by its owner", async () => {
    await using world = await vaultWithAda();
    await logIn(world.deps, ORIGIN, ADA);
    await deleteUser(world.deps, "ada");
    expect(await world.sessions()).toBe(0);
    await expect(deleteUser(world.deps, "ada")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await restoreAccount(world.deps, ORIGIN, ADA);
    await expect(logIn(world.deps, ORIGIN, ADA)).resolves.toBeDefined();
  });
});
