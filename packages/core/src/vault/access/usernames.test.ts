import { describe, expect, it } from "vitest";
import { HOME, makeOwner, openRaw, refusal, secretsOf } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { deleteAccount, deleteAccountByPassword } from "../account/account.ts";
import { deleteUser, renameUser, resetPassword } from "../account/administer-users.ts";
import { changeLogin } from "../account/change-login.ts";
import { recoverAccount, restoreAccount } from "../account/recover.ts";
import { registerAccount } from "../account/register.ts";
import { logIn } from "./log-in.ts";
import { createTryLimits } from "./try-limits.ts";

const WAYS = ["ada", "ADA", " Ada ", "ada\u200b", "\uff41da"];
const { password, passphrase } = secretsOf("ada");

describe("a username", () => {
  it("means its account in each way of writing it, wherever it is typed", async () => {
    await using vault = await openTestVault();
    const { deps } = vault;
    const ada = await makeOwner(deps);
    for (const username of WAYS) {
      expect((await logIn(deps, HOME, { username, password, passphrase })).user.username).toBe("ada");
      await deleteAccountByPassword(deps, HOME, { username, password });
      await restoreAccount(deps, HOME, { username, password, passphrase });
      await deleteUser(deps, username);
      await restoreAccount(deps, HOME, { username, password, passphrase });
      await changeLogin(deps, HOME, { username, password, newPassword: "another password" });
      await resetPassword(deps, username, password);
      await renameUser(deps, username, "ada");
    }
    const recovery = { password, recoveryCode: ada.recoveryCode, newPassphrase: "a third passphrase" };
    await recoverAccount(deps, HOME, { username: " ADA", ...recovery });
  });

  it("is taken in each way of writing it", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    for (const username of WAYS)
      expect(
        await refusal(registerAccount(vault.deps, HOME, { input: { ...secretsOf("bob"), username } })),
      ).toEqual({
        code: "USERNAME_TAKEN",
        details: { field: "username" },
      });
    using unlocked = await ada.unlock();
    await deleteAccount(vault.deps, unlocked, { password });
    await registerAccount(vault.deps, HOME, { input: { ...secretsOf("bob"), username: "ADA" } });
    const restoration = { username: "ada", password, passphrase };
    expect(await refusal(restoreAccount(vault.deps, HOME, restoration))).toMatchObject({
      code: "USERNAME_TAKEN",
    });
  });

  it("is slowed down as one name in each way of writing it", async () => {
    const limits = createTryLimits({ elapsed: () => 0 });
    const delays = [...WAYS, "ADa"].map((username, index) => limits.admit(`192.0.2.${index}`, username));
    expect(await Promise.all(delays)).toEqual([0, 0, 0, 0, 0, 500]);
    expect(await limits.admit("192.0.2.9", "bob")).toBe(0);
  });

  it("that today's rules refuse still logs in, and can be changed", async () => {
    await using vault = await openTestVault();
    await makeOwner(vault.deps);
    await makeOwner(vault.deps, "bob");
    const old = "ad\u0430\u200b";
    using raw = openRaw(vault.databasePath);
    raw.prepare("UPDATE users SET username = ?, username_form = 'ad\u0430' WHERE username = 'ada'").run(old);
    expect((await logIn(vault.deps, HOME, { username: old, password, passphrase })).user.username).toBe(old);
    await renameUser(vault.deps, old, "ada");
    await logIn(vault.deps, HOME, { username: "ada", password, passphrase });
  });
});
