import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { legacyHash } from "../../testing/legacy-database.ts";
import { countRuns, HOME, makeOwner, type Owner, openRaw, refusal } from "../../testing/owner.ts";
import { openTestVault, type TestVault } from "../../testing/test-vault.ts";
import { changePassword, deleteAccount } from "../account/account.ts";
import { recoverAccount, restoreAccount } from "../account/recover.ts";
import type { VaultDeps } from "../deps.ts";
import { logIn } from "./log-in.ts";

/** An account as one that moved in and hasn't logged in yet: with the old program's hash of the same password. */
async function makeLegacyOwner(vault: TestVault, username = "ada", cost = 4): Promise<Owner> {
  const owner = await makeOwner(vault.deps, username);
  const sha = createHash("sha256").update(owner.secrets.password).digest("base64");
  using raw = openRaw(vault.databasePath);
  raw
    .prepare("UPDATE users SET password_hash = ? WHERE username = ?")
    .run(await legacyHash(sha, cost), username);
  return owner;
}

const hashOf = async (vault: TestVault, username = "ada") =>
  (await vault.deps.store.users.findByUsername(username))?.passwordHash;

/** Every run of a password's check, of either kind. */
function countChecks(deps: VaultDeps) {
  const counted = countRuns(deps);
  const legacyPassword: VaultDeps["legacyPassword"] = (password, hash) => {
    counted.runs.push("bcrypt");
    return deps.legacyPassword(password, hash);
  };
  return { deps: { ...counted.deps, legacyPassword }, runs: counted.runs };
}

describe("a password that came from OpenPassPhrase", () => {
  it("lets in at the first login, which replaces its hash by Argon2id", async () => {
    await using vault = await openTestVault();
    const { secrets } = await makeLegacyOwner(vault);
    expect(await hashOf(vault)).toMatch(/^\$2b\$/);
    await logIn(vault.deps, HOME, secrets);
    expect(await hashOf(vault)).toMatch(/^\$argon2id\$/);
    const { deps, runs } = countChecks(vault.deps);
    await logIn(deps, HOME, secrets);
    expect(runs).not.toContain("bcrypt");
  });

  it("lets in without the passphrase, too, as v1's clients log in", async () => {
    await using vault = await openTestVault();
    const { secrets } = await makeLegacyOwner(vault);
    await logIn(vault.deps, HOME, { username: secrets.username, password: secrets.password });
    expect(await hashOf(vault)).toMatch(/^\$argon2id\$/);
  });

  it("lets in at two first logins at once", async () => {
    await using vault = await openTestVault();
    const { secrets } = await makeLegacyOwner(vault);
    await Promise.all([logIn(vault.deps, HOME, secrets), logIn(vault.deps, HOME, secrets)]);
    expect(await hashOf(vault)).toMatch(/^\$argon2id\$/);
  });

  it("keeps its hash at a wrong one", async () => {
    await using vault = await openTestVault();
    const { secrets } = await makeLegacyOwner(vault);
    const before = await hashOf(vault);
    const wrong = { ...secrets, password: "wrong password" };
    expect(await refusal(logIn(vault.deps, HOME, wrong))).toMatchObject({ code: "CREDENTIALS_INCORRECT" });
    expect(await hashOf(vault)).toBe(before);
  });

  it("proves changes, recovery and restoration of the account like any other", async () => {
    await using vault = await openTestVault();
    const first = await makeLegacyOwner(vault);
    const { password } = first.secrets;
    const newPassword = "another password";
    await changePassword(vault.deps, await first.unlock(), { password, newPassword });
    expect(await hashOf(vault)).toMatch(/^\$argon2id\$/);

    const { secrets, recoveryCode } = await makeLegacyOwner(vault, "bob");
    const newPassphrase = "a new passphrase";
    await recoverAccount(vault.deps, HOME, { ...secrets, recoveryCode, newPassphrase });

    const third = await makeLegacyOwner(vault, "cid");
    await deleteAccount(vault.deps, await third.unlock(), { password: third.secrets.password });
    await restoreAccount(vault.deps, HOME, third.secrets);
    await logIn(vault.deps, HOME, third.secrets);
  });

  it("costs as much when it is wrong as that of an account of ours, and as an unknown name", async () => {
    await using vault = await openTestVault();
    const legacy = await makeLegacyOwner(vault);
    const ours = await makeOwner(vault.deps, "bob");
    const runsOf = async (username: string) => {
      const { deps, runs } = countChecks(vault.deps);
      await refusal(logIn(deps, HOME, { username, password: "wrong password", passphrase: "a passphrase" }));
      return runs.toSorted();
    };
    const [one, two, three] = [
      await runsOf(legacy.secrets.username),
      await runsOf(ours.secrets.username),
      await runsOf("nobody"),
    ];
    expect(one).toEqual([
      "bcrypt",
      expect.stringContaining("log-in m="),
      expect.stringContaining("log-in m="),
    ]);
    expect(two).toEqual(one);
    expect(three).toEqual(one);
    await logIn(vault.deps, HOME, legacy.secrets);
    expect(await runsOf("nobody")).not.toContain("bcrypt");
  });

  it("is checked to the end once it was begun, however many wait", async () => {
    await using vault = await openTestVault();
    const { secrets } = await makeLegacyOwner(vault);
    const wrong = { ...secrets, password: "wrong password", passphrase: undefined };
    const codes = await Promise.all(
      Array.from({ length: 30 }, async () => (await refusal(logIn(vault.deps, HOME, wrong))).code),
    );
    // Those that had no place were refused before their first run; of the others, none was.
    expect(codes.filter((code) => code === "BUSY")).toHaveLength(12);
    expect(codes.filter((code) => code === "CREDENTIALS_INCORRECT")).toHaveLength(18);
  });
});
