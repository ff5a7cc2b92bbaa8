import { describe, expect, it } from "vitest";
import { makeOwner, refusal } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { listActivity, provePassword } from "../account/account.ts";
import { unlockAccount } from "./unlock.ts";

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const INCORRECT = { code: "PASSPHRASE_INCORRECT", details: {} };
const ENDED = { code: "UNAUTHORIZED", details: { reason: "ended" } };

/** Sessions that outlive their failures. */
const openLongLived = () => openTestVault({ policy: { defaultSessionSeconds: (30 * DAY) / 1000 } });

describe("wrong passphrases", () => {
  it("end a session at the tenth", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    for (let tries = 1; tries <= 9; tries += 1)
      expect(await refusal(ada.unlock("wrong passphrase"))).toEqual(INCORRECT);
    expect(await refusal(ada.unlock("wrong passphrase"))).toEqual(ENDED);
    expect(await refusal(ada.unlock())).toEqual(ENDED);
    expect(await refusal(ada.live())).toEqual(ENDED);
  });

  it("end it where there is no seal as well, at one Argon2id run a try", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    vault.advance(2 * HOUR);
    for (let tries = 1; tries <= 9; tries += 1)
      expect(await refusal(ada.unlock("wrong passphrase"))).toEqual(INCORRECT);
    expect(await refusal(ada.unlock("wrong passphrase"))).toEqual(ENDED);
  });

  it("sent side by side are counted one by one: nine are wrong, the tenth ends the session, the others find it ended", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    const answers = await Promise.all(
      Array.from({ length: 25 }, () => refusal(ada.unlock("wrong passphrase"))),
    );
    expect(answers.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => INCORRECT));
    expect(answers.slice(9)).toEqual(Array.from({ length: 16 }, () => ENDED));
    const another = await ada.logIn();
    const user = await vault.deps.store.users.find(another.userId);
    const kinds = (await vault.deps.store.audit.list(user?.id ?? another.userId, 100)).map(
      ({ kind }) => kind,
    );
    expect(kinds.filter((kind) => kind === "unlock-failed")).toHaveLength(9);
    expect(kinds.filter((kind) => kind === "session-ended-after-failures")).toHaveLength(1);
  });

  it("let no right one that waits behind them in", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    const wrong = Array.from({ length: 10 }, () => refusal(ada.unlock("wrong passphrase")));
    const right = refusal(ada.unlock());
    await Promise.all(wrong);
    expect(await right).toEqual(ENDED);
  });

  it("are forgiven one an hour, and no faster", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    for (let tries = 1; tries <= 9; tries += 1) await refusal(ada.unlock("wrong passphrase"));
    vault.advance(HOUR);
    expect(await refusal(ada.unlock("wrong passphrase"))).toEqual(INCORRECT);
    vault.advance(HOUR - 1);
    expect(await refusal(ada.unlock("wrong passphrase"))).toEqual(ENDED);
  });

  it("are not forgiven by a right one", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    for (let tries = 1; tries <= 9; tries += 1) {
      await refusal(ada.unlock("wrong passphrase"));
      using _unlocked = await ada.unlock();
    }
    expect(await refusal(ada.unlock("wrong passphrase"))).toEqual(ENDED);
  });

  it("that could never have been set count like any other", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    const nonsense = ["a\nb", "\ud800", "x".repeat(2000), "\u0000"];
    for (let tries = 0; tries < 9; tries += 1)
      expect(await refusal(ada.unlock(nonsense[tries % 4]))).toEqual(INCORRECT);
    expect(await refusal(ada.unlock("a\nb"))).toEqual(ENDED);
  });

  it("of one session say nothing of another", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    const bob = await makeOwner(vault.deps, "bob");
    for (let tries = 1; tries <= 10; tries += 1) await refusal(ada.unlock("wrong passphrase"));
    using _bobs = await bob.unlock();
  });
});

describe("a missing passphrase", () => {
  it("is no try", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    for (let tries = 1; tries <= 20; tries += 1) {
      expect(await refusal(unlockAccount(vault.deps, ada.session, null))).toEqual({
        code: "PASSPHRASE_REQUIRED",
        details: {},
      });
    }
    expect((await ada.live()).session.failures).toBe(0);
    const { events } = await listActivity(vault.deps, await ada.live(), { limit: 100 });
    expect(events.map(({ kind }) => kind)).toEqual(["logged-in", "registered"]);
  });
});

describe("a wrong password for a change of the account", () => {
  it("counts like a wrong passphrase", async () => {
    await using vault = await openLongLived();
    const ada = await makeOwner(vault.deps);
    using unlocked = await ada.unlock();
    for (let tries = 1; tries <= 5; tries += 1) await refusal(ada.unlock("wrong passphrase"));
    const wrong = { code: "CREDENTIALS_INCORRECT", details: { field: "password" } };
    for (let tries = 1; tries <= 4; tries += 1) {
      expect(await refusal(provePassword(vault.deps, unlocked.live, "wrong password"))).toEqual(wrong);
    }
    const last = await Promise.all(
      [1, 2, 3].map(() => refusal(provePassword(vault.deps, unlocked.live, "wrong password"))),
    );
    expect(last).toEqual([ENDED, ENDED, ENDED]);
  });
});
