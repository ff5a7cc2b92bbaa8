import { describe, expect, it } from "vitest";
import { VaultError } from "../../errors.ts";
import type { NewRecoveryCode } from "../../schemas/account.ts";
import {
  countRuns,
  duringArgon2id,
  HOME,
  makeOwner,
  refusal,
  secretsOf,
  unlock,
} from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { changePassword, deleteAccount } from "../account/account.ts";
import { changePassphrase } from "../account/passphrase.ts";
import { recoverAccount } from "../account/recover.ts";
import type { VaultDeps } from "../deps.ts";
import { logIn } from "./log-in.ts";
import { createTryLimits, NO_TRY_LIMITS } from "./try-limits.ts";

const WRONG = { code: "CREDENTIALS_INCORRECT", details: {} };
const DEARER = { memoryKib: 20 * 1024, passes: 2, parallelism: 1 };
const withDearer = (deps: VaultDeps): VaultDeps => ({ ...deps, policy: { ...deps.policy, kdf: DEARER } });

describe("logIn", () => {
  it("answers an unknown username as it answers a wrong password, at the same cost", async () => {
    await using vault = await openTestVault();
    const { secrets } = await makeOwner(vault.deps);
    for (const passphrase of [undefined, secrets.passphrase, "wrong passphrase"]) {
      const known = countRuns(vault.deps);
      const unknown = countRuns(vault.deps);
      expect(
        await refusal(logIn(known.deps, HOME, { ...secrets, password: "wrong password", passphrase })),
      ).toEqual(WRONG);
      expect(
        await refusal(logIn(unknown.deps, HOME, { ...secrets, username: "nobody", passphrase })),
      ).toEqual(WRONG);
      expect(unknown.runs).toEqual(known.runs);
      expect(known.runs).toHaveLength(passphrase === undefined ? 1 : 2);
    }
  });

  it("answers a failure no sooner than the policy says, and a success at once", async () => {
    await using vault = await openTestVault({ policy: { failedLoginMilliseconds: 500 } });
    const { secrets } = await makeOwner(vault.deps);
    const elapsed = async (work: Promise<unknown>) => {
      const startedAt = vault.deps.clock.now();
      await work.catch(() => undefined);
      return vault.deps.clock.now() - startedAt;
    };
    expect(await elapsed(logIn(vault.deps, HOME, secrets))).toBe(0);
    expect(await elapsed(logIn(vault.deps, HOME, { ...secrets, password: "wrong password" }))).toBe(500);
    expect(await elapsed(logIn(vault.deps, HOME, { ...secrets, username: "nobody" }))).toBe(500);
    expect(await elapsed(logIn(vault.deps, HOME, { ...secrets, passphrase: "wrong passphrase" }))).toBe(500);
    const slow = duringArgon2id(vault.deps, async () => vault.advance(400));
    expect(await elapsed(logIn(slow, HOME, { ...secrets, username: "nobody" }))).toBe(500);
  });

  it("answers a failure at a whole number of steps, however slow Argon2id or the name's delay is", async () => {
    await using vault = await openTestVault({
      policy: { failedLoginMilliseconds: 500 },
      tryLimits: () => ({ ...NO_TRY_LIMITS, admit: async () => 8000 }),
    });
    const { secrets } = await makeOwner(vault.deps);
    for (const username of [secrets.username, "nobody"]) {
      const slow = duringArgon2id(vault.deps, async () => vault.advance(620));
      const startedAt = vault.deps.clock.now();
      await refusal(logIn(slow, HOME, { ...secrets, username, password: "wrong password" }));
      expect(vault.deps.clock.now() - startedAt).toBe(8000 + 1000);
    }
  });

  it("lets an address in after a wrong password, though the clock was set back since", async () => {
    await using vault = await openTestVault({ tryLimits: createTryLimits });
    const { secrets } = await makeOwner(vault.deps);
    await refusal(logIn(vault.deps, HOME, { ...secrets, password: "wrong password" }));
    const clock = { ...vault.deps.clock, now: () => vault.deps.clock.now() - 3_600_000 };
    const session = await logIn({ ...vault.deps, clock }, HOME, secrets);
    expect(session.expiresAt - clock.now()).toBe(vault.deps.policy.defaultSessionSeconds * 1000);
    for (let tries = 0; tries < 19; tries += 1)
      expect(
        await refusal(logIn({ ...vault.deps, clock }, HOME, { ...secrets, password: "wrong password" })),
      ).toMatchObject({
        code: "CREDENTIALS_INCORRECT",
      });
  });

  it("says that the passphrase is wrong only to someone who has the password", async () => {
    await using vault = await openTestVault();
    const { secrets } = await makeOwner(vault.deps);
    const wrongPassphrase = { ...secrets, passphrase: "wrong passphrase" };
    expect(await refusal(logIn(vault.deps, HOME, wrongPassphrase))).toEqual({
      code: "PASSPHRASE_INCORRECT",
      details: {},
    });
    expect(
      await refusal(logIn(vault.deps, HOME, { ...wrongPassphrase, password: "wrong password" })),
    ).toEqual(WRONG);
  });

  it("opens no session for a password that is changed while it is checked", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    const change = { password: ada.secrets.password, newPassword: "another password" };
    const raced = duringArgon2id(vault.deps, () => changePassword(vault.deps, unlocked, change));
    expect(await refusal(logIn(raced, HOME, ada.secrets))).toEqual(WRONG);
    expect(await vault.deps.store.sessions.list(unlocked.userId, 0)).toHaveLength(1);
  });

  it("opens no session and leaves no seal for a passphrase that is changed while it is checked", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    const change = { password: ada.secrets.password, newPassphrase: "another passphrase" };
    const raced = duringArgon2id(vault.deps, () => changePassphrase(vault.deps, unlocked, change));
    expect(await refusal(logIn(raced, HOME, ada.secrets))).toMatchObject({ code: "PASSPHRASE_INCORRECT" });
    expect(await vault.deps.store.sessions.list(unlocked.userId, 0)).toHaveLength(1);
  });

  it("opens no session for an account that is deleted while it is checked", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    const raced = duringArgon2id(vault.deps, () =>
      deleteAccount(vault.deps, unlocked, { password: ada.secrets.password }),
    );
    expect(await refusal(logIn(raced, HOME, ada.secrets))).toEqual(WRONG);
    expect(await vault.deps.store.sessions.list(unlocked.userId, 0)).toEqual([]);
  });

  it("opens no session after a recovery that came while it was checked", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    let recovered: NewRecoveryCode | undefined;
    const raced = duringArgon2id(vault.deps, async () => {
      const { passphrase: _, ...known } = ada.secrets;
      recovered = await recoverAccount(vault.deps, HOME, {
        ...known,
        recoveryCode: ada.recoveryCode,
        newPassphrase: "another passphrase",
      });
    });
    expect(await refusal(logIn(raced, HOME, ada.secrets))).toMatchObject({ code: "PASSPHRASE_INCORRECT" });
    expect(recovered).toBeDefined();
  });
});

describe("an account below today's policy", () => {
  it("is wrapped and hashed again at its next login with the passphrase, and ends no session", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const upgraded = countRuns(withDearer(vault.deps));
    const session = await logIn(upgraded.deps, HOME, ada.secrets);
    expect(upgraded.runs).toEqual([
      "log-in m=19456 t=1",
      "log-in m=19456 t=1",
      "proven m=20480 t=2",
      "proven m=20480 t=2",
    ]);
    const user = await vault.deps.store.users.find(session.userId);
    expect(user?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=20480,t=2,p=1\$/);
    expect(user?.wrap).toMatchObject({ ...DEARER, wrapNumber: 2, keyNumber: 1 });
    const next = countRuns(withDearer(vault.deps));
    await logIn(next.deps, HOME, ada.secrets);
    expect(next.runs).toEqual(["log-in m=20480 t=2", "log-in m=20480 t=2"]);
    using _sealed = await unlock(vault.deps, session, ada.secrets.passphrase);
    using _older = await ada.unlock();
  });

  it("gets its password's hash, and keeps its wrap, where the passphrase is left out", async () => {
    await using vault = await openTestVault();
    const { secrets } = await makeOwner(vault.deps);
    const { userId } = await logIn(withDearer(vault.deps), HOME, {
      username: secrets.username,
      password: secrets.password,
    });
    const user = await vault.deps.store.users.find(userId);
    expect(user?.passwordHash).toMatch(/m=20480,t=2/);
    expect(user?.wrap).toMatchObject({ memoryKib: 19 * 1024, wrapNumber: 1 });
  });

  it("stays as it is, and lets nobody in, when the password is changed during the upgrade", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    const change = { password: ada.secrets.password, newPassword: "another password" };
    const raced = duringArgon2id(withDearer(vault.deps), () => changePassword(vault.deps, unlocked, change));
    const { passphrase: _, ...withoutPassphrase } = ada.secrets;
    expect(await refusal(logIn(raced, HOME, withoutPassphrase))).toEqual(WRONG);
    expect(await vault.deps.store.sessions.list(unlocked.userId, 0)).toHaveLength(1);
    await logIn(vault.deps, HOME, { ...ada.secrets, password: "another password" });
  });

  it("keeps a new passphrase that was set during the upgrade: the old one gets no session and no seal", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    const change = { password: ada.secrets.password, newPassphrase: "another passphrase" };
    const raced = duringArgon2id(withDearer(vault.deps), () =>
      changePassphrase(vault.deps, unlocked, change),
    );
    expect(await refusal(logIn(raced, HOME, ada.secrets))).toMatchObject({ code: "PASSPHRASE_INCORRECT" });
    expect(await vault.deps.store.sessions.list(unlocked.userId, 0)).toHaveLength(1);
    using _new = await ada.unlock("another passphrase");
  });

  it("lets two logins in that both upgrade it", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const deps = withDearer(vault.deps);
    const sessions = await Promise.all([logIn(deps, HOME, ada.secrets), logIn(deps, HOME, ada.secrets)]);
    for (const session of sessions) {
      using _unlocked = await unlock(deps, session, ada.secrets.passphrase);
    }
    expect((await vault.deps.store.users.find(ada.session.userId))?.wrap).toMatchObject({ wrapNumber: 2 });
  });
});

describe("logins under the limits for strangers", () => {
  const open = () => openTestVault({ tryLimits: createTryLimits, policy: { failedLoginMilliseconds: 0 } });

  it("are refused from an address that failed 20 times, the right one too, and without an Argon2id run", async () => {
    await using vault = await open();
    const { secrets } = await makeOwner(vault.deps);
    const still: VaultDeps = { ...vault.deps, clock: { ...vault.deps.clock, sleep: async () => undefined } };
    for (let tries = 1; tries <= 20; tries += 1) {
      expect(await refusal(logIn(still, HOME, secretsOf(`nobody ${tries}`)))).toEqual(WRONG);
    }
    const counted = countRuns(still);
    expect(await refusal(logIn(counted.deps, HOME, secrets))).toEqual({
      code: "TOO_MANY_TRIES",
      details: { retryAfterSeconds: 30 },
    });
    expect(counted.runs).toEqual([]);
    await logIn(still, { ...HOME, address: "198.51.100.7" }, secrets);
    vault.advance(30_000);
    await logIn(still, HOME, secrets);
  });

  it("are slowed down, never refused, for a username that strangers fail at", async () => {
    await using vault = await open();
    const { secrets } = await makeOwner(vault.deps);
    for (let tries = 1; tries <= 30; tries += 1) {
      await refusal(
        logIn(
          vault.deps,
          { ...HOME, address: `198.51.100.${tries}` },
          { ...secrets, password: "wrong password" },
        ),
      );
    }
    const startedAt = vault.deps.clock.now();
    await logIn(vault.deps, HOME, secrets);
    expect(vault.deps.clock.now() - startedAt).toBeGreaterThan(0);
    expect(vault.deps.clock.now() - startedAt).toBeLessThanOrEqual(8000);
  });

  it("count when the password was checked and was wrong, though there was no room for the passphrase", async () => {
    await using vault = await openTestVault({ tryLimits: createTryLimits });
    const { secrets } = await makeOwner(vault.deps);
    const withRoomForOne = (): VaultDeps => {
      let runs = 0;
      const derive: VaultDeps["kdf"]["derive"] = (...run) =>
        (runs += 1) === 1 ? vault.deps.kdf.derive(...run) : Promise.reject(new VaultError("BUSY"));
      return {
        ...vault.deps,
        kdf: { ...vault.deps.kdf, derive },
        clock: { ...vault.deps.clock, sleep: async () => undefined },
      };
    };
    expect(await refusal(logIn(withRoomForOne(), HOME, secrets))).toMatchObject({ code: "BUSY" });
    const wrong = { ...secrets, password: "wrong password" };
    for (let tries = 1; tries <= 20; tries += 1)
      expect(await refusal(logIn(withRoomForOne(), HOME, wrong))).toEqual(WRONG);
    expect(await refusal(logIn(withRoomForOne(), HOME, wrong))).toMatchObject({ code: "TOO_MANY_TRIES" });
  });

  it("cost nothing when they succeed, and nothing when the server was too busy to check", async () => {
    await using vault = await open();
    const { secrets } = await makeOwner(vault.deps);
    for (let times = 1; times <= 25; times += 1)
      await logIn(vault.deps, HOME, { ...secrets, passphrase: undefined });
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => logIn(vault.deps, HOME, secrets)));
    expect(all.filter(({ status }) => status === "rejected").length).toBeGreaterThan(0);
    const startedAt = vault.deps.clock.now();
    await logIn(vault.deps, HOME, secrets);
    expect(vault.deps.clock.now() - startedAt).toBe(0);
  });
});
