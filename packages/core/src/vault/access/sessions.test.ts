import { describe, expect, it } from "vitest";
import { HOME, makeOwner, refusal, unlock } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { changePassword } from "../account/account.ts";
import { changePassphrase } from "../account/passphrase.ts";
import { sweep } from "../upkeep/sweep.ts";
import { logIn } from "./log-in.ts";
import {
  describeAccount,
  endOtherSessions,
  endSession,
  listSessions,
  loadLiveSession,
  logOut,
} from "./sessions.ts";

const ENDED = { code: "UNAUTHORIZED", details: { reason: "ended" } };

describe("a session's life", () => {
  it("is the policy's where the login names none, and what it names where it does", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    expect(ada.session.expiresAt - ada.session.issuedAt).toBe(300_000);
    const short = await logIn(vault.deps, HOME, { ...ada.secrets, expiresInSeconds: 1 });
    expect(short.expiresAt - short.issuedAt).toBe(1000);
  });

  it("is clamped to the policy's longest, however much is asked for", async () => {
    await using vault = await openTestVault({ policy: { maxSessionSeconds: 600 } });
    const ada = await makeOwner(vault.deps);
    for (const expiresInSeconds of [601, 1e9, Number.MAX_SAFE_INTEGER]) {
      const session = await logIn(vault.deps, HOME, { ...ada.secrets, expiresInSeconds });
      expect(session.expiresAt - session.issuedAt).toBe(600_000);
    }
  });

  it("is clamped where the policy's own default is longer than its longest", async () => {
    await using vault = await openTestVault({
      policy: { defaultSessionSeconds: 900, maxSessionSeconds: 600 },
    });
    const ada = await makeOwner(vault.deps);
    expect(ada.session.expiresAt - ada.session.issuedAt).toBe(600_000);
  });

  it("ends to the millisecond, by its row, whether or not the sweeper came", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    vault.advance(299_999);
    await ada.live();
    vault.advance(1);
    expect(await refusal(ada.live())).toEqual(ENDED);
    expect(await refusal(ada.unlock())).toEqual(ENDED);
    await sweep(vault.deps);
    expect(await vault.deps.store.sessions.list(ada.session.userId, 0)).toEqual([]);
  });

  it("is not prolonged by use", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    for (let seconds = 0; seconds < 290; seconds += 70) {
      using _used = await ada.unlock();
      vault.advance(70_000);
    }
    expect(await refusal(ada.live())).toEqual(ENDED);
  });
});

describe("a session that slides", () => {
  const MINUTE = 60_000;

  it("lives while it is used, and ends after the time that was asked for without use", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const session = await logIn(vault.deps, HOME, { ...ada.secrets, expiresInSeconds: 600, slide: true });
    expect(session.expiresAt - session.issuedAt).toBe(10 * MINUTE);
    expect(session.endsAt - session.issuedAt).toBe(vault.deps.policy.maxSessionSeconds * 1000);
    for (let used = 0; used < 12; used += 1) {
      vault.advance(9 * MINUTE);
      await loadLiveSession(vault.deps, session);
    }
    vault.advance(11 * MINUTE);
    expect(await refusal(loadLiveSession(vault.deps, session))).toEqual(ENDED);
  });

  it("never ends sooner after its last use than was asked for, however few uses are written down", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    for (const seconds of [5, 100, 600, 7200]) {
      for (const pause of [0.01, 0.09, 0.5]) {
        const slides = { expiresInSeconds: seconds, slide: true };
        const session = await logIn(vault.deps, HOME, { ...ada.secrets, ...slides });
        vault.advance(seconds * 1000 * pause);
        await loadLiveSession(vault.deps, session);
        vault.advance(seconds * 1000 - 1);
        await loadLiveSession(vault.deps, session);
        vault.advance(seconds * 1100);
        expect(await refusal(loadLiveSession(vault.deps, session))).toEqual(ENDED);
      }
    }
  });

  it("ends at the policy's longest, however much it is used, and unlocking it counts as use", async () => {
    await using vault = await openTestVault({ policy: { maxSessionSeconds: 3600 } });
    const ada = await makeOwner(vault.deps);
    const session = await logIn(vault.deps, HOME, { ...ada.secrets, expiresInSeconds: 600, slide: true });
    for (let minutes = 0; minutes < 56; minutes += 8) {
      vault.advance(8 * MINUTE);
      using _used = await unlock(vault.deps, session, ada.secrets.passphrase);
    }
    vault.advance(4 * MINUTE - 1);
    const { session: row } = await loadLiveSession(vault.deps, session);
    expect(row.expiresAt).toBe(session.endsAt);
    vault.advance(1);
    expect(await refusal(loadLiveSession(vault.deps, session))).toEqual(ENDED);
  });

  it("is written to once a minute at most, and not at all by a page that only watches", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const session = await logIn(vault.deps, HOME, { ...ada.secrets, expiresInSeconds: 7200, slide: true });
    const { sessions } = vault.deps.store;
    let writes = 0;
    const touch: typeof sessions.touch = (...used) => {
      writes += 1;
      return sessions.touch(...used);
    };
    const deps = { ...vault.deps, store: { ...vault.deps.store, sessions: { ...sessions, touch } } };
    for (let second = 0; second < 300; second += 10) {
      vault.advance(10_000);
      await loadLiveSession(deps, session);
    }
    expect(writes).toBeLessThanOrEqual(5);
    writes = 0;
    for (let hour = 0; hour < 2; hour += 1) {
      await loadLiveSession(deps, session, { isUse: false });
      vault.advance(60 * MINUTE);
    }
    expect(writes).toBe(0);
    vault.advance(MINUTE);
    expect(await refusal(loadLiveSession(deps, session, { isUse: false }))).toEqual(ENDED);
  });

  it("keeps its end after the clock was set back", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const session = await logIn(vault.deps, HOME, { ...ada.secrets, expiresInSeconds: 600, slide: true });
    vault.advance(5 * MINUTE);
    await loadLiveSession(vault.deps, session);
    vault.advance(-60 * MINUTE);
    await sweep(vault.deps);
    await loadLiveSession(vault.deps, session);
    vault.advance(12 * MINUTE);
    expect(await refusal(loadLiveSession(vault.deps, session))).toEqual(ENDED);
  });
});

describe("loadLiveSession", () => {
  it("refuses a secret that isn't the session's, another owner and an unknown session, all alike", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const bob = await makeOwner(vault.deps, "bob");
    const flipped = Uint8Array.from(ada.session.sessionSecret, (byte, index) =>
      index === 31 ? byte ^ 1 : byte,
    );
    for (const claims of [
      { ...ada.session, sessionSecret: flipped },
      { ...ada.session, sessionSecret: new Uint8Array(0) },
      { ...ada.session, userId: bob.session.userId },
      { ...bob.session, sessionId: ada.session.sessionId },
    ]) {
      expect(await refusal(loadLiveSession(vault.deps, claims))).toEqual(ENDED);
    }
  });
});

describe("ended sessions", () => {
  it("are refused from the next request on: a log-out ends its own", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const other = await ada.logIn();
    expect(await logOut(vault.deps, await ada.live())).toEqual({ done: true });
    expect(await refusal(ada.live())).toEqual(ENDED);
    await loadLiveSession(vault.deps, other);
  });

  it("can be one that its owner names, and none of another's", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const bob = await makeOwner(vault.deps, "bob");
    const other = await ada.logIn();
    expect(await endSession(vault.deps, await ada.live(), { id: other.sessionId })).toEqual({ done: true });
    expect(await refusal(loadLiveSession(vault.deps, other))).toEqual(ENDED);
    const unknown = { code: "NOT_FOUND", details: { table: "sessions" } };
    expect(await refusal(endSession(vault.deps, await ada.live(), { id: other.sessionId }))).toEqual(unknown);
    expect(await refusal(endSession(vault.deps, await ada.live(), { id: bob.session.sessionId }))).toEqual(
      unknown,
    );
    await bob.live();
  });

  it("can be all others of the owner", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const bob = await makeOwner(vault.deps, "bob");
    const others = [await ada.logIn(), await ada.logIn()];
    expect(await endOtherSessions(vault.deps, await ada.live())).toEqual({ ended: 2 });
    for (const other of others) expect(await refusal(loadLiveSession(vault.deps, other))).toEqual(ENDED);
    expect(await endOtherSessions(vault.deps, await ada.live())).toEqual({ ended: 0 });
    await bob.live();
  });

  it("are all others after a change of the password", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const other = await ada.logIn();
    using unlocked = await ada.unlock();
    await changePassword(vault.deps, unlocked, {
      password: ada.secrets.password,
      newPassword: "another password",
    });
    expect(await refusal(loadLiveSession(vault.deps, other))).toEqual(ENDED);
    using _kept = await ada.unlock();
    expect(await refusal(ada.logIn())).toMatchObject({ code: "CREDENTIALS_INCORRECT" });
    await logIn(vault.deps, HOME, { ...ada.secrets, password: "another password" });
  });

  it("are all others after a change of the passphrase, and the old one opens nothing anywhere", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const other = await ada.logIn();
    using unlocked = await ada.unlock();
    await changePassphrase(vault.deps, unlocked, {
      password: ada.secrets.password,
      newPassphrase: "another passphrase",
    });
    expect(await refusal(loadLiveSession(vault.deps, other))).toEqual(ENDED);
    expect(await refusal(ada.unlock())).toEqual({ code: "PASSPHRASE_INCORRECT", details: {} });
    expect(await refusal(ada.logIn())).toEqual({ code: "PASSPHRASE_INCORRECT", details: {} });
    const { passphrase: _, ...withoutPassphrase } = ada.secrets;
    const late = await logIn(vault.deps, HOME, withoutPassphrase);
    expect(await refusal(unlock(vault.deps, late, ada.secrets.passphrase))).toEqual({
      code: "PASSPHRASE_INCORRECT",
      details: {},
    });
    using _here = await ada.unlock("another passphrase");
    using _there = await unlock(vault.deps, late, "another passphrase");
  });
});

describe("listSessions", () => {
  it("shows where each comes from and which asks, and neither secrets nor seals nor other owners'", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    await makeOwner(vault.deps, "bob");
    vault.advance(1000);
    const other = await logIn(
      vault.deps,
      { device: "Safari on iPhone", address: "198.51.100.7" },
      ada.secrets,
    );
    const { sessions } = await listSessions(vault.deps, await ada.live());
    expect(sessions).toHaveLength(2);
    expect(sessions.map(({ id, current, device, address }) => ({ id, current, device, address }))).toEqual([
      { id: other.sessionId, current: false, device: "Safari on iPhone", address: "198.51.100.7" },
      { id: ada.session.sessionId, current: true, ...HOME },
    ]);
    const keys = ["address", "createdAt", "current", "device", "expiresAt", "id", "lastUsedAt"];
    for (const session of sessions) expect(Object.keys(session).toSorted()).toEqual(keys);
  });

  it("leaves expired ones out", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    await logIn(vault.deps, HOME, { ...ada.secrets, expiresInSeconds: 10 });
    vault.advance(10_000);
    expect((await listSessions(vault.deps, await ada.live())).sessions.map(({ current }) => current)).toEqual(
      [true],
    );
  });
});

describe("describeAccount", () => {
  it("says who asks, until when, and whether a seal is there", async () => {
    await using vault = await openTestVault();
    const ada = await makeOwner(vault.deps);
    const { passphrase: _, ...withoutPassphrase } = ada.secrets;
    const locked = await logIn(vault.deps, HOME, withoutPassphrase);
    const { userId, sessionId, expiresAt } = ada.session;
    expect(await describeAccount(vault.deps, await ada.live())).toEqual({
      user: { id: userId, username: "ada", createdAt: ada.session.user.createdAt },
      administrator: true,
      session: { id: sessionId, expiresAt, unlocked: true },
      oldPassphraseKept: false,
    });
    const { session } = await describeAccount(vault.deps, await loadLiveSession(vault.deps, locked));
    expect(session.unlocked).toBe(false);
  });
});
