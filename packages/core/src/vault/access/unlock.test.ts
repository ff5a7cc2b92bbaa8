import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { KEY_BYTES } from "../../cipher/keys.ts";
import { countRuns, duringArgon2id, HOME, makeOwner, openRaw, refusal, unlock } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { changePassphrase } from "../account/passphrase.ts";
import { sweep } from "../upkeep/sweep.ts";
import { logIn } from "./log-in.ts";
import { logOut } from "./sessions.ts";
import { storeSessionSeal } from "./unlock.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const openLongLived = () => openTestVault({ policy: { defaultSessionSeconds: 30 * 24 * 3600 } });

/** Opens the vault once, and answers how many Argon2id runs that took. */
async function runsToUnlock(
  deps: Parameters<typeof countRuns>[0],
  claims: Parameters<typeof unlock>[1],
  passphrase: string,
) {
  const counted = countRuns(deps);
  using _unlocked = await unlock(counted.deps, claims, passphrase);
  return counted.runs.length;
}

describe("a session's seal", () => {
  it("spares the Argon2id run after a login with the passphrase", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    expect(await runsToUnlock(vault.deps, ada.session, ada.secrets.passphrase)).toBe(0);
  });

  it("isn't taken when it comes from the future, as after the clock was set back", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    const back = { ...vault.deps, clock: { ...vault.deps.clock, now: () => vault.deps.clock.now() - HOUR } };
    expect(await runsToUnlock(back, ada.session, ada.secrets.passphrase)).toBe(1);
    expect(await runsToUnlock(back, ada.session, ada.secrets.passphrase)).toBe(0);
  });

  it("is made by the first request with the right passphrase after a login without it", async () => {
    await using vault = await openLongLived();
    const { secrets } = await makeOwner(vault.deps);
    const session = await logIn(vault.deps, HOME, { username: secrets.username, password: secrets.password });
    expect(await refusal(unlock(vault.deps, session, "wrong passphrase"))).toEqual({
      code: "PASSPHRASE_INCORRECT",
      details: {},
    });
    expect(await runsToUnlock(vault.deps, session, secrets.passphrase)).toBe(1);
    expect(await runsToUnlock(vault.deps, session, secrets.passphrase)).toBe(0);
  });

  it("costs one Argon2id run when many requests come at once without one", async () => {
    await using vault = await openLongLived();
    const { secrets } = await makeOwner(vault.deps);
    const session = await logIn(vault.deps, HOME, { username: secrets.username, password: secrets.password });
    const counted = countRuns(vault.deps);
    const opened = await Promise.all(
      Array.from({ length: 30 }, () => unlock(counted.deps, session, secrets.passphrase)),
    );
    expect(counted.runs).toEqual(["proven m=19456 t=1"]);
    for (const unlocked of opened) unlocked[Symbol.dispose]();
  });

  it("is dropped after an hour without use; the next request pays Argon2id and leaves another", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    vault.advance(HOUR);
    expect(await runsToUnlock(vault.deps, ada.session, ada.secrets.passphrase)).toBe(0);
    vault.advance(HOUR + 1);
    expect(await runsToUnlock(vault.deps, ada.session, ada.secrets.passphrase)).toBe(1);
    expect(await runsToUnlock(vault.deps, ada.session, ada.secrets.passphrase)).toBe(0);
  });

  it("is dropped after 24 hours, however much it is used", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    for (let half = 1; half <= 48; half += 1) {
      vault.advance(HOUR / 2);
      expect(await runsToUnlock(vault.deps, ada.session, ada.secrets.passphrase)).toBe(0);
    }
    vault.advance(1);
    expect(await runsToUnlock(vault.deps, ada.session, ada.secrets.passphrase)).toBe(1);
    expect(await runsToUnlock(vault.deps, ada.session, ada.secrets.passphrase)).toBe(0);
  });

  it("opens for no other session's token, secret or passphrase", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    const other = await ada.logIn();
    using raw = openRaw(vault.databasePath);
    raw
      .prepare("UPDATE sessions SET seal = (SELECT seal FROM sessions WHERE id = ?) WHERE id = ?")
      .run(ada.session.sessionId, other.sessionId);
    expect(await refusal(unlock(vault.deps, other, ada.secrets.passphrase))).toMatchObject({
      code: "PASSPHRASE_INCORRECT",
    });
    const mixed = { ...ada.session, sessionSecret: other.sessionSecret };
    expect(await refusal(unlock(vault.deps, mixed, ada.secrets.passphrase))).toMatchObject({
      code: "UNAUTHORIZED",
    });
  });

  it("is not stored once its session has ended", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    await logOut(vault.deps, unlocked.live);
    expect(
      await storeSessionSeal(vault.deps, ada.session, {
        wrapNumber: 1,
        passphrase: ada.secrets.passphrase,
        vaultKey: unlocked.accountKey,
      }),
    ).toBe(false);
  });

  it("is not stored for a session that ends while Argon2id runs", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    vault.advance(2 * HOUR);
    const live = await ada.live();
    const raced = duringArgon2id(vault.deps, () => logOut(vault.deps, live));
    expect(await refusal(unlock(raced, ada.session, ada.secrets.passphrase))).toEqual({
      code: "UNAUTHORIZED",
      details: { reason: "ended" },
    });
    expect(await vault.deps.store.sessions.list(ada.session.userId, 0)).toEqual([]);
  });

  it("is not stored past a session's expiry, reached while Argon2id runs", async () => {
    await using vault = await openTestVault({ policy: { defaultSessionSeconds: 2 * 3600 } });
    const ada = await makeOwner(vault.deps);
    vault.advance(2 * HOUR - 1);
    const raced = duringArgon2id(vault.deps, async () => vault.advance(1));
    expect(await refusal(unlock(raced, ada.session, ada.secrets.passphrase))).toMatchObject({
      code: "UNAUTHORIZED",
    });
  });

  it("leaves nothing of its bytes in the files within a sweep of its session's end", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    const { session } = await ada.live();
    const seal = Buffer.from(session.seal ?? []);
    const files = () =>
      Buffer.concat(["", "-wal"].map((suffix) => readFileSync(vault.databasePath + suffix)));
    expect(files().includes(seal)).toBe(true);
    await logOut(vault.deps, await ada.live());
    await sweep(vault.deps);
    expect(files().includes(seal)).toBe(false);
    expect(files().includes(seal.subarray(-24))).toBe(false);
  });

  it("leaves nothing in the files once it is stale, though its session lives", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    const seal = Buffer.from((await ada.live()).session.seal ?? []);
    vault.advance(HOUR + 1);
    await sweep(vault.deps);
    const files = Buffer.concat(["", "-wal"].map((suffix) => readFileSync(vault.databasePath + suffix)));
    expect(files.includes(seal)).toBe(false);
    expect((await ada.live()).session.seal).toBeNull();
  });
});

describe("an unlock that races with a change of the passphrase", () => {
  it("does not let the old passphrase in, and leaves no seal for it", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    const other = await ada.logIn();
    vault.advance(2 * HOUR);
    using unlocked = await unlock(vault.deps, other, ada.secrets.passphrase);
    const change = { password: ada.secrets.password, newPassphrase: "another passphrase" };
    const raced = duringArgon2id(vault.deps, () => changePassphrase(vault.deps, unlocked, change));
    expect(await refusal(unlock(raced, ada.session, ada.secrets.passphrase))).toEqual({
      code: "UNAUTHORIZED",
      details: { reason: "ended" },
    });
    expect(await refusal(unlock(vault.deps, other, ada.secrets.passphrase))).toMatchObject({
      code: "PASSPHRASE_INCORRECT",
    });
    using _again = await unlock(vault.deps, other, "another passphrase");
  });

  it("finds the passphrase wrong on the session that is kept, and keeps it", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    vault.advance(2 * HOUR);
    const { userId, sessionId } = ada.session;
    const wrap = { ...unlocked.live.user.wrap, wrapNumber: 2 };
    const change = {
      expectedWrapNumber: 1,
      event: "passphrase-changed" as const,
      wrap,
      keep: sessionId,
      now: vault.deps.clock.now(),
    };
    const raced = duringArgon2id(vault.deps, () => vault.deps.store.users.replaceWrap(userId, change));
    expect(await refusal(unlock(raced, ada.session, ada.secrets.passphrase))).toEqual({
      code: "PASSPHRASE_INCORRECT",
      details: {},
    });
    expect((await ada.live()).session.seal).toBeNull();
  });

  it("goes through when only the wrap was renewed, as by another log-in's upgrade", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    vault.advance(2 * HOUR);
    const dearer = {
      ...vault.deps,
      policy: { ...vault.deps.policy, kdf: { memoryKib: 20 * 1024, passes: 1, parallelism: 1 } },
    };
    const raced = duringArgon2id(vault.deps, () => logIn(dearer, HOME, ada.secrets));
    using unlocked = await unlock(raced, ada.session, ada.secrets.passphrase);
    expect(unlocked.live.user.wrap).toMatchObject({ wrapNumber: 2, memoryKib: 20 * 1024 });
  });
});

describe("an unlocked vault", () => {
  it("holds no key once it is disposed of", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    const unlocked = await ada.unlock();
    const keys = [unlocked.accountKey.key, ...unlocked.keys.byNumber.values()];
    expect(keys.every((key) => key.some((byte) => byte !== 0))).toBe(true);
    unlocked[Symbol.dispose]();
    expect(keys.every((key) => key.every((byte) => byte === 0))).toBe(true);
  });

  it("opens for the passphrase in either normal form", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    const change = { password: ada.secrets.password, newPassphrase: "cr\u00e8me br\u00fbl\u00e9e" };
    await changePassphrase(vault.deps, unlocked, change);
    using _decomposed = await ada.unlock("cre\u0300me bru\u0302le\u0301e");
    vault.advance(2 * HOUR);
    using _without = await ada.unlock("cre\u0300me bru\u0302le\u0301e");
  });

  it("leaves no key behind when what follows its opening fails", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    // What was opened is copied out of libsodium's memory: those of a key's length are vault keys.
    const open = vi.spyOn(Uint8Array.prototype, "slice");
    const failing = () => Promise.reject(new Error("the disk is gone"));
    const { store } = vault.deps;
    const brokenStore = {
      ...store,
      sessions: {
        ...store.sessions,
        storeSeal: failing,
        touch: async (...[, , used]: Parameters<typeof store.sessions.touch>) =>
          used.seal ? failing() : undefined,
      },
    };
    try {
      // By the seal, whose use can't be noted; then by the wrap, whose seal can't be stored.
      for (const hours of [0.5, 2]) {
        vault.advance(hours * HOUR);
        const refused = unlock({ ...vault.deps, store: brokenStore }, ada.session, ada.secrets.passphrase);
        await expect(refused).rejects.toThrow("the disk is gone");
      }
      // A previous key in an unknown format, which only shows with the vault key in hand.
      using raw = openRaw(vault.databasePath);
      raw.exec("UPDATE vaults SET previous_key = CAST(x'09' || zeroblob(80) AS BLOB)");
      expect(await refusal(ada.unlock())).toMatchObject({ code: "RECORD_UNSUPPORTED" });
      const keys = open.mock.results.flatMap(({ value }) =>
        value instanceof Uint8Array && value.length === KEY_BYTES ? [value] : [],
      );
      expect(keys.length).toBeGreaterThanOrEqual(3);
      expect(keys.every((key) => key.every((byte) => byte === 0))).toBe(true);
    } finally {
      open.mockRestore();
    }
  });
});
