import { describe, expect, it } from "vitest";
import { openSqliteStore } from "../../store/sqlite/open-store.ts";
import { addApp } from "../../testing/factors.ts";
import { countRuns, duringArgon2id, HOME, makeOwner, openRaw, refusal } from "../../testing/owner.ts";
import { MIGRATIONS_FOLDER, openTestVault } from "../../testing/test-vault.ts";
import { deleteAccountByPassword } from "../account/account.ts";
import { resetSecondFactor } from "../account/administer-users.ts";
import { changeLogin } from "../account/change-login.ts";
import { recoverAccount, restoreAccount } from "../account/recover.ts";
import type { VaultDeps } from "../deps.ts";
import { listUnreadableFactors } from "../factors/second-factor.ts";
import { NO_SITE } from "../passkey-site.ts";
import { logIn } from "./log-in.ts";
import { TOTP_STEP_MS } from "./prove-factor.ts";
import { requireStepUp, stepUp } from "./step-up.ts";
import { createTryLimits } from "./try-limits.ts";

const totp = (code: string) => ({ kind: "totp", code }) as const;
const spare = (code: string) => ({ kind: "spare", code }) as const;
/** A code that isn't this one. */
const otherThan = (code: string) => code.replace(/^./, (digit) => String((Number(digit) + 1) % 10));
const WRONG = "000000";

/** An owner whose account asks for a second factor. Nothing in the enrolment's step is left over. */
async function openWorld(options: Parameters<typeof openTestVault>[0] = {}) {
  const vault = await openTestVault(options);
  const { deps } = vault;
  const owner = await makeOwner(deps);
  const app = await addApp(deps, owner);
  vault.advance(2 * TOTP_STEP_MS);
  const wrong = () => totp(otherThan(otherThan(WRONG) === app.code() ? WRONG : app.code()));
  const events = async () =>
    (await deps.store.audit.list(owner.session.userId, 1000)).map(({ kind }) => kind);
  return {
    vault,
    deps,
    owner,
    app,
    wrong,
    events,
    logIn: (
      secondFactor?: ReturnType<typeof totp> | ReturnType<typeof spare>,
      change: Partial<typeof owner.secrets> = {},
      from: VaultDeps = deps,
    ) => logIn(from, HOME, { ...owner.secrets, ...change, ...(secondFactor && { secondFactor }) }),
    [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
  };
}

describe("a login to an account with a second factor", () => {
  it("is asked for it, and told with what, once the password is right", async () => {
    await using world = await openWorld();
    expect(await refusal(world.logIn())).toEqual({
      code: "SECOND_FACTOR_REQUIRED",
      details: { kinds: ["totp", "spare"] },
    });
    expect(await refusal(world.logIn(undefined, { password: "wrong password" }))).toEqual({
      code: "CREDENTIALS_INCORRECT",
      details: {},
    });
    expect(await world.events()).not.toContain("second-factor-failed");
  });

  it("succeeds with the code of now, of the step before, and of the step after; with none two steps away", async () => {
    for (const steps of [-1, 0, 1]) {
      await using world = await openWorld();
      expect(await world.logIn(totp(world.app.code(steps)))).toMatchObject({
        user: { username: "ada" },
        secondFactor: { spareCodesLeft: 10, failures: 0 },
      });
    }
    for (const steps of [-2, 2]) {
      await using world = await openWorld();
      expect(await refusal(world.logIn(totp(world.app.code(steps))))).toMatchObject({
        code: "SECOND_FACTOR_INCORRECT",
      });
    }
  });

  it("takes no code twice: not later, not at once, not on another node, not after a restart", async () => {
    await using world = await openWorld();
    const { vault, deps } = world;
    const code = totp(world.app.code());
    await using other = await openNode(deps, vault.databasePath);
    const outcomes = await Promise.allSettled([
      world.logIn(code),
      world.logIn(code),
      world.logIn(code, {}, other.deps),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await refusal(world.logIn(code))).toMatchObject({ code: "SECOND_FACTOR_INCORRECT" });
    await using restarted = await openNode(deps, vault.databasePath);
    expect(await refusal(world.logIn(code, {}, restarted.deps))).toMatchObject({
      code: "SECOND_FACTOR_INCORRECT",
    });
    expect(await refusal(world.logIn(totp(world.app.code(-1))))).toMatchObject({
      code: "SECOND_FACTOR_INCORRECT",
    });
    expect((await world.logIn(totp(world.app.code(1)))).user.username).toBe("ada");
  });

  it("takes a spare code once, of two at the same time too, and says how many are left", async () => {
    await using world = await openWorld();
    const [first = "", second = ""] = world.app.spareCodes;
    const outcomes = await Promise.allSettled([world.logIn(spare(first)), world.logIn(spare(first))]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await refusal(world.logIn(spare(first)))).toMatchObject({ code: "SECOND_FACTOR_INCORRECT" });
    expect((await world.logIn(spare(second))).secondFactor).toMatchObject({ spareCodesLeft: 8 });
    expect((await world.events()).filter((kind) => kind === "spare-code-used")).toHaveLength(2);
  });

  it("isn't let in when a factor was set up between its proof and its session", async () => {
    await using vault = await openTestVault();
    const owner = await makeOwner(vault.deps);
    const enrolling = duringArgon2id(vault.deps, () => addApp(vault.deps, owner));
    expect(await refusal(logIn(enrolling, HOME, owner.secrets))).toMatchObject({
      code: "SECOND_FACTOR_REQUIRED",
    });
  });

  it("counts no proof that is asked for by none", async () => {
    await using vault = await openTestVault();
    const { secrets } = await makeOwner(vault.deps);
    expect(
      (await logIn(vault.deps, HOME, { ...secrets, secondFactor: totp(WRONG) })).secondFactor,
    ).toBeNull();
  });
});

describe("an attacker with the password only", () => {
  it("hears the same of a right and of a wrong passphrase, for the same work and time", async () => {
    await using world = await openWorld({ policy: { failedLoginMilliseconds: 500 } });
    for (const proof of [undefined, world.wrong]) {
      const answers = [];
      for (const passphrase of [world.owner.secrets.passphrase, "wrong passphrase"]) {
        const { deps, runs } = countRuns(world.deps);
        const before = world.deps.clock.now();
        const refused = await refusal(world.logIn(proof?.(), { passphrase }, deps));
        answers.push({ refused, runs, took: world.deps.clock.now() - before });
      }
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[0]?.runs).toHaveLength(2);
    }
  });

  it("learns of the passphrase only behind a right code", async () => {
    await using world = await openWorld();
    const passphrase = "wrong passphrase";
    expect(await refusal(world.logIn(totp(world.app.code()), { passphrase }))).toMatchObject({
      code: "PASSPHRASE_INCORRECT",
    });
    expect((await world.logIn(totp(world.app.code()))).user.username).toBe("ada");
  });

  it("has ten wrong codes at once, then one every half hour, of tries side by side too", async () => {
    await using world = await openWorld();
    const tries: Awaited<ReturnType<typeof refusal>>[] = [];
    // As many side by side as the queue takes.
    for (let batch = 0; batch < 5; batch += 1)
      tries.push(
        ...(await Promise.all(Array.from({ length: 3 }, () => refusal(world.logIn(world.wrong()))))),
      );
    const answered = (code: string) => tries.filter((refused) => refused.code === code).length;
    expect([answered("SECOND_FACTOR_INCORRECT"), answered("TOO_MANY_TRIES")]).toEqual([10, 5]);
    world.vault.advance(29 * 60_000);
    expect(await refusal(world.logIn(totp(world.app.code())))).toEqual({
      code: "TOO_MANY_TRIES",
      details: { field: "secondFactor", retryAfterSeconds: 60 },
    });
    world.vault.advance(61_000);
    expect((await world.logIn(totp(world.app.code()))).secondFactor?.failures).toBe(10);
    world.vault.advance(TOTP_STEP_MS);
    expect((await world.logIn(totp(world.app.code()))).secondFactor?.failures).toBe(0);
  });

  it("ends the app's codes after a hundred wrong ones until a spare code succeeds, which they don't touch", async () => {
    await using world = await openWorld();
    using raw = openRaw(world.vault.databasePath);
    raw.exec("UPDATE users SET code_failures = 99, code_failed_at = 0");
    expect(await refusal(world.logIn(world.wrong()))).toMatchObject({ code: "SECOND_FACTOR_INCORRECT" });
    world.vault.advance(24 * 3_600_000);
    expect(await refusal(world.logIn(totp(world.app.code())))).toEqual({
      code: "TOO_MANY_TRIES",
      details: { field: "secondFactor" },
    });
    expect((await world.logIn(spare(world.app.spareCodes[0] ?? ""))).secondFactor?.failures).toBe(100);
    expect((await world.logIn(totp(world.app.code()))).secondFactor?.failures).toBe(0);
  });

  it("can't hold up the owner's spare codes by wrong ones", async () => {
    await using world = await openWorld();
    const tries = [];
    for (let tried = 0; tried < 12; tried += 1) tries.push(await refusal(world.logIn(spare("0".repeat(12)))));
    expect(tries.at(9)).toMatchObject({ code: "SECOND_FACTOR_INCORRECT" });
    expect(tries.at(10)).toMatchObject({ code: "TOO_MANY_TRIES" });
    expect((await world.events()).filter((kind) => kind === "second-factor-failed")).toHaveLength(10);
    expect((await world.logIn(spare(world.app.spareCodes[0] ?? ""))).secondFactor?.failures).toBe(10);
  });

  it("can't recover, delete, restore or rename the account", async () => {
    await using world = await openWorld();
    const { deps, owner, app } = world;
    const { username, password, passphrase } = owner.secrets;
    const recovery = {
      username,
      password,
      recoveryCode: owner.recoveryCode,
      newPassphrase: "another long passphrase",
    };
    const calls = {
      recover: (secondFactor?: ReturnType<typeof totp>) =>
        recoverAccount(deps, HOME, { ...recovery, secondFactor }),
      rename: (secondFactor?: ReturnType<typeof totp>) =>
        changeLogin(deps, HOME, { username, password, newUsername: "grace", secondFactor }),
      delete: (secondFactor?: ReturnType<typeof totp>) =>
        deleteAccountByPassword(deps, HOME, { username: "grace", password, secondFactor }),
      restore: (secondFactor?: ReturnType<typeof totp>) =>
        restoreAccount(deps, HOME, {
          username: "grace",
          password,
          passphrase: "another long passphrase",
          secondFactor,
        }),
    };
    expect(passphrase).not.toBe(recovery.newPassphrase);
    for (const call of Object.values(calls)) {
      expect(await refusal(call())).toMatchObject({ code: "SECOND_FACTOR_REQUIRED" });
      expect(await refusal(call(world.wrong()))).toMatchObject({ code: "SECOND_FACTOR_INCORRECT" });
      const code = totp(app.code());
      await call(code);
      world.vault.advance(TOTP_STEP_MS);
    }
    expect(await deps.store.users.findByUsername("grace")).not.toBeNull();
  });
});

describe("an attacker without the password", () => {
  const NAMES = 1000;

  it("can't tell a thousand names with a second factor, without one, and without an account apart", async () => {
    await using vault = await openTestVault({
      policy: { failedLoginMilliseconds: 500 },
      tryLimits: createTryLimits,
    });
    const owner = await makeOwner(vault.deps, "ada");
    await makeOwner(vault.deps, "bob");
    await addApp(vault.deps, owner);
    const answers = new Set<string>();
    const derive: VaultDeps["kdf"]["derive"] = async () => new Uint8Array(32);
    const withoutArgon2id = { ...vault.deps, kdf: { ...vault.deps.kdf, derive } };
    for (let tried = 0; tried < NAMES; tried += 1) {
      const username = ["ada", "bob"][tried % 20] ?? `unknown ${tried}`;
      // Past the limits of name and address, which are the same for all.
      vault.advance(3_600_000);
      const { deps, runs } = countRuns(withoutArgon2id);
      const before = vault.deps.clock.now();
      const secondFactor = tried % 2 === 0 ? totp(WRONG) : undefined;
      const refused = await refusal(
        logIn(deps, HOME, {
          username,
          password: "wrong password",
          passphrase: "wrong passphrase",
          secondFactor,
        }),
      );
      answers.add(JSON.stringify([refused, runs, vault.deps.clock.now() - before]));
    }
    expect([...answers]).toHaveLength(1);
  });
});

describe("stepUp", () => {
  it("is good for ten minutes, in the session that it was made in", async () => {
    await using world = await openWorld();
    const { deps, vault } = world;
    const session = await world.logIn(totp(world.app.code()));
    const other = await world.logIn(totp(world.app.code(1)));
    const live = async (claims = session) => {
      const found = await deps.store.sessions.find(claims.userId, claims.sessionId, deps.clock.now());
      if (!found || found.user.username === null) throw new Error("unreachable");
      return { ...claims, ...found, user: { ...found.user, username: found.user.username } };
    };
    using raw = openRaw(vault.databasePath);
    raw.exec("UPDATE sessions SET expires_at = expires_at + 86400000");
    const forget = raw.prepare("UPDATE sessions SET proved_at = NULL WHERE id = ?");
    forget.run(other.sessionId);
    vault.advance(599_000);
    await requireStepUp(deps, await live(), { proof: null, site: NO_SITE });
    expect(
      await refusal(requireStepUp(deps, await live(other), { proof: null, site: NO_SITE })),
    ).toMatchObject({
      code: "SECOND_FACTOR_REQUIRED",
    });
    vault.advance(2000);
    expect(await refusal(requireStepUp(deps, await live(), { proof: null, site: NO_SITE }))).toMatchObject({
      code: "SECOND_FACTOR_REQUIRED",
      details: { kinds: ["totp", "spare"] },
    });
    const { until } = await stepUp(deps, await live(), { proof: totp(world.app.code()), site: NO_SITE });
    expect(until).toBe(deps.clock.now() + 600_000);
    await requireStepUp(deps, await live(), { proof: null, site: NO_SITE });
  });

  it("counts a wrong code in the session, which the tenth ends, and uses up none of the owner's tries", async () => {
    await using world = await openWorld();
    const session = await world.logIn(totp(world.app.code()));
    const found = await world.deps.store.sessions.find(
      session.userId,
      session.sessionId,
      world.deps.clock.now(),
    );
    if (!found || found.user.username === null) throw new Error("unreachable");
    const live = { ...session, ...found, user: { ...found.user, username: found.user.username } };
    const codes = [];
    for (let tried = 0; tried < 10; tried += 1)
      codes.push((await refusal(stepUp(world.deps, live, { proof: world.wrong(), site: NO_SITE }))).code);
    expect(codes).toEqual([...Array.from({ length: 9 }, () => "SECOND_FACTOR_INCORRECT"), "UNAUTHORIZED"]);
    world.vault.advance(TOTP_STEP_MS);
    expect((await world.logIn(totp(world.app.code()))).secondFactor?.failures).toBe(0);
  });

  it("takes no code that a login took", async () => {
    await using world = await openWorld();
    const code = totp(world.app.code());
    const session = await world.logIn(code);
    const found = await world.deps.store.sessions.find(
      session.userId,
      session.sessionId,
      world.deps.clock.now(),
    );
    if (!found || found.user.username === null) throw new Error("unreachable");
    const live = { ...session, ...found, user: { ...found.user, username: found.user.username } };
    expect(await refusal(stepUp(world.deps, live, { proof: code, site: NO_SITE }))).toMatchObject({
      code: "SECOND_FACTOR_INCORRECT",
    });
  });
});

describe("resetSecondFactor", () => {
  it("ends every session and asks for no code any more, and opens nothing", async () => {
    await using world = await openWorld();
    await world.logIn(totp(world.app.code()));
    await resetSecondFactor(world.deps, "ada");
    const { userId } = world.owner.session;
    expect(await world.deps.store.sessions.list(userId, world.deps.clock.now())).toEqual([]);
    expect(await world.deps.store.secondFactors.find(userId)).toEqual({
      totp: null,
      pending: null,
      spareCodesLeft: 0,
      passkeys: 0,
    });
    expect(await refusal(world.logIn(undefined, { passphrase: "wrong passphrase" }))).toMatchObject({
      code: "PASSPHRASE_INCORRECT",
    });
    const { changes, secondFactor } = await world.logIn();
    expect(changes.map(({ kind }) => kind)).toContain("second-factor-reset");
    expect(secondFactor).toBeNull();
    expect(await refusal(resetSecondFactor(world.deps, "unknown"))).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("another server secret", () => {
  it("lets no code and no spare code in, and is noticed", async () => {
    await using world = await openWorld();
    const { serverKeys } = world.deps;
    const deps = {
      ...world.deps,
      serverKeys: { ...serverKeys, totpKey: new Uint8Array(32), spareCodeKey: new Uint8Array(32).fill(1) },
    };
    for (const proof of [totp(world.app.code()), spare(world.app.spareCodes[0] ?? "")])
      expect(await refusal(world.logIn(proof, {}, deps))).toMatchObject({ code: "SECOND_FACTOR_INCORRECT" });
    expect(await listUnreadableFactors(deps)).toEqual([world.owner.session.userId]);
    expect(await listUnreadableFactors(world.deps)).toEqual([]);
  });
});

/** Another process on the same database, with the same server secret. */
async function openNode(deps: VaultDeps, path: string) {
  const store = await openSqliteStore({ path, migrationsFolder: MIGRATIONS_FOLDER });
  return { deps: { ...deps, store }, [Symbol.asyncDispose]: () => store.close() };
}
