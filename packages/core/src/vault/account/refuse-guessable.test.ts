import { describe, expect, it } from "vitest";
import { openTestVault } from "../../testing/test-vault.ts";
import { logIn } from "../access/log-in.ts";
import { addUser, replacePassphrase, resetPassword } from "./administer-users.ts";
import { registerAccount } from "./register.ts";

const ORIGIN = { device: "test", address: "192.0.2.1" };
const ADA = { username: "ada", password: "a good password", passphrase: "a better passphrase" };
const TOO_EASY = (field: string) => ({ code: "INVALID_INPUT", details: { field } });

describe("a secret of the account that is within reach of guessing", () => {
  it.each([
    ["password", "password1"],
    ["password", "adaadaada"],
    ["passphrase", "abcdef"],
    ["passphrase", "a good password!"],
  ])("can't be chosen as %s: %j", async (field, text) => {
    await using vault = await openTestVault();
    await expect(
      registerAccount(vault.deps, ORIGIN, { input: { ...ADA, [field]: text } }),
    ).rejects.toMatchObject(TOO_EASY(field));
    await expect(addUser(vault.deps, { ...ADA, [field]: text })).rejects.toThrow("too easy to guess");
    expect(await vault.deps.store.users.count()).toBe(0);
  });

  it("can't be set by the server's administrator, either", async () => {
    await using vault = await openTestVault();
    await registerAccount(vault.deps, ORIGIN, { input: ADA });
    await expect(resetPassword(vault.deps, "ada", "qwertyuiop")).rejects.toMatchObject(
      TOO_EASY("newPassword"),
    );
    const change = { passphrase: ADA.passphrase, newPassphrase: "letmein" };
    await expect(replacePassphrase(vault.deps, "ada", change)).rejects.toMatchObject(
      TOO_EASY("newPassphrase"),
    );
  });

  it("keeps working where it was set before; for REST v1, only the password is judged", async () => {
    await using vault = await openTestVault();
    await registerAccount(vault.deps, ORIGIN, {
      input: { ...ADA, passphrase: "123456", passphrases: "as in v1" },
    });
    const { password } = ADA;
    await expect(
      logIn(vault.deps, ORIGIN, { username: "ada", password, passphrase: "123456" }),
    ).resolves.toBeDefined();
    const weak = { ...ADA, username: "bob", password: "password1", passphrases: "as in v1" } as const;
    await expect(registerAccount(vault.deps, ORIGIN, { input: weak })).rejects.toMatchObject(
      TOO_EASY("password"),
    );
  });
});
