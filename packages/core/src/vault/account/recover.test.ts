import { describe, expect, it } from "vitest";
import { countRuns, duringArgon2id, HOME, makeOwner, refusal, unlock } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { logIn } from "../access/log-in.ts";
import { createTryLimits } from "../access/try-limits.ts";
import { createCategories, listCategories } from "../categories/categories.ts";
import { changePassphrase, renewRecoveryCode, renewVaultKey } from "./passphrase.ts";
import { recoverAccount } from "./recover.ts";

const newPassphrase = "another passphrase";
const WRONG_CODE = { code: "RECOVERY_CODE_INCORRECT", details: { field: "recoveryCode" } };

async function openOwner(options?: Parameters<typeof openTestVault>[0]) {
  const vault = await openTestVault(options);
  const ada = await makeOwner(vault.deps);
  const recovery = {
    username: "ada",
    password: ada.secrets.password,
    recoveryCode: ada.recoveryCode,
    newPassphrase,
  };
  return { vault, ada, recovery, [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose]() };
}

describe("recoverAccount", () => {
  it("sets a new passphrase, keeps everything, and ends every session", async () => {
    await using world = await openOwner();
    const { deps } = world.vault;
    using before = await world.ada.unlock();
    await createCategories(deps, before, { categories: [{ name: "Banks" }] });
    const { recoveryCode } = await recoverAccount(deps, HOME, world.recovery);
    expect(recoveryCode).not.toBe(world.ada.recoveryCode);
    expect(await refusal(world.ada.live())).toMatchObject({ code: "UNAUTHORIZED" });
    expect(await refusal(world.ada.logIn())).toMatchObject({ code: "PASSPHRASE_INCORRECT" });
    const session = await logIn(deps, HOME, { ...world.ada.secrets, passphrase: newPassphrase });
    using after = await unlock(deps, session, newPassphrase);
    expect((await listCategories(deps, after, { trash: false })).categories.map(({ name }) => name)).toEqual([
      "Banks",
    ]);
  });

  it("takes each code once: the new one works, the old one doesn't", async () => {
    await using world = await openOwner();
    const { deps } = world.vault;
    const { recoveryCode } = await recoverAccount(deps, HOME, world.recovery);
    expect(await refusal(recoverAccount(deps, HOME, world.recovery))).toEqual(WRONG_CODE);
    await recoverAccount(deps, HOME, {
      ...world.recovery,
      recoveryCode,
      newPassphrase: "a third passphrase",
    });
  });

  it("refuses a wrong code, a mistyped one, another account's, and nonsense, and changes nothing", async () => {
    await using world = await openOwner();
    const { deps } = world.vault;
    const bob = await makeOwner(deps, "bob");
    const swapped = world.ada.recoveryCode.replace(/^(.)(.)/, (_, one: string, two: string) =>
      one === two ? `${one}Z` : two + one,
    );
    for (const recoveryCode of [bob.recoveryCode, swapped, "", "0".repeat(33), "not a code"]) {
      expect(await refusal(recoverAccount(deps, HOME, { ...world.recovery, recoveryCode }))).toEqual(
        WRONG_CODE,
      );
    }
    using _unchanged = await world.ada.unlock();
  });

  it("forgives how a code is typed", async () => {
    await using world = await openOwner();
    const typed = ` ${world.ada.recoveryCode.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l")} `;
    await recoverAccount(world.vault.deps, HOME, { ...world.recovery, recoveryCode: typed });
  });

  it("needs the password, and answers an unknown name as it answers a wrong one, at the same cost", async () => {
    await using world = await openOwner();
    const known = countRuns(world.vault.deps);
    const unknown = countRuns(world.vault.deps);
    const wrong = { code: "CREDENTIALS_INCORRECT", details: {} };
    expect(
      await refusal(recoverAccount(known.deps, HOME, { ...world.recovery, password: "wrong password" })),
    ).toEqual(wrong);
    expect(
      await refusal(recoverAccount(unknown.deps, HOME, { ...world.recovery, username: "nobody" })),
    ).toEqual(wrong);
    expect(unknown.runs).toEqual(known.runs);
  });

  it("refuses the password as the new passphrase", async () => {
    await using world = await openOwner();
    const equal = recoverAccount(world.vault.deps, HOME, {
      ...world.recovery,
      newPassphrase: world.recovery.password,
    });
    expect(await refusal(equal)).toEqual({ code: "INVALID_INPUT", details: { field: "newPassphrase" } });
  });

  it("counts wrong codes as failed tries, although the password is right", async () => {
    await using world = await openOwner({ tryLimits: createTryLimits });
    const deps = { ...world.vault.deps, clock: { ...world.vault.deps.clock, sleep: async () => undefined } };
    for (let tries = 1; tries <= 20; tries += 1) {
      expect(await refusal(recoverAccount(deps, HOME, { ...world.recovery, recoveryCode: "wrong" }))).toEqual(
        WRONG_CODE,
      );
    }
    expect(await refusal(recoverAccount(deps, HOME, world.recovery))).toMatchObject({
      code: "TOO_MANY_TRIES",
    });
  });

  it("does not overwrite a change of the passphrase that came first", async () => {
    await using world = await openOwner();
    using unlocked = await world.ada.unlock();
    const change = { password: world.ada.secrets.password, newPassphrase: "owner's passphrase" };
    const raced = duringArgon2id(world.vault.deps, () =>
      changePassphrase(world.vault.deps, unlocked, change),
    );
    expect(await refusal(recoverAccount(raced, HOME, world.recovery))).toEqual({
      code: "CONFLICT",
      details: {},
    });
    using _owners = await world.ada.unlock("owner's passphrase");
  });

  it("still works after a change of the passphrase, which keeps the code", async () => {
    await using world = await openOwner();
    using unlocked = await world.ada.unlock();
    await changePassphrase(world.vault.deps, unlocked, {
      password: world.ada.secrets.password,
      newPassphrase: "third passphrase",
    });
    await recoverAccount(world.vault.deps, HOME, world.recovery);
  });
});

describe("the recovery code", () => {
  it("is replaced on demand, with the password, and with a new vault key", async () => {
    await using world = await openOwner();
    const { deps } = world.vault;
    const { password } = world.ada.secrets;
    using unlocked = await world.ada.unlock();
    expect(await refusal(renewRecoveryCode(deps, unlocked, { password: "wrong password" }))).toMatchObject({
      code: "CREDENTIALS_INCORRECT",
    });
    const second = await renewRecoveryCode(deps, unlocked, { password });
    expect(await refusal(recoverAccount(deps, HOME, world.recovery))).toEqual(WRONG_CODE);
    const third = await renewVaultKey(deps, unlocked, { password, newPassphrase: "third passphrase" });
    expect(await refusal(recoverAccount(deps, HOME, { ...world.recovery, ...second }))).toEqual(WRONG_CODE);
    expect(await recoverAccount(deps, HOME, { ...world.recovery, ...third })).not.toEqual(third);
  });

  it("is the one that opens the vault, of two that are asked for at once", async () => {
    await using world = await openOwner();
    const { deps } = world.vault;
    const { password } = world.ada.secrets;
    using unlocked = await world.ada.unlock();
    const renewals = await Promise.allSettled([
      renewRecoveryCode(deps, unlocked, { password }),
      renewRecoveryCode(deps, unlocked, { password }),
    ]);
    const codes = renewals.flatMap((renewal) => (renewal.status === "fulfilled" ? renewal.value : []));
    const refused = renewals.flatMap((renewal) => (renewal.status === "rejected" ? renewal.reason : []));
    expect(refused).toMatchObject([{ code: "CONFLICT" }]);
    expect(codes).toHaveLength(1);
    await recoverAccount(deps, HOME, { ...world.recovery, ...codes[0] });
  });

  it("is not replaced for a vault key that is gone by then", async () => {
    await using world = await openOwner();
    const { deps } = world.vault;
    const { password } = world.ada.secrets;
    using unlocked = await world.ada.unlock();
    using stale = await world.ada.unlock();
    const third = await renewVaultKey(deps, unlocked, { password, newPassphrase: "third passphrase" });
    expect(await refusal(renewRecoveryCode(deps, stale, { password }))).toEqual({
      code: "CONFLICT",
      details: {},
    });
    await recoverAccount(deps, HOME, { ...world.recovery, ...third });
  });
});
