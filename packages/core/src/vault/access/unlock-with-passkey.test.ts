import { describe, expect, it } from "vitest";
import { encodeBase64url } from "../../base64.ts";
import { asPasskeyId } from "../../ids.ts";
import { passkeyAssertion } from "../../schemas/passkeys.ts";
import { Secret } from "../../secret.ts";
import { countRuns, makeOwner, type Owner, openRaw, refusal } from "../../testing/owner.ts";
import { addTestPasskey, ceremony, PAGE, SITE } from "../../testing/passkeys.ts";
import { openTestVault, type TestVault } from "../../testing/test-vault.ts";
import { changePassword } from "../account/account.ts";
import { resetSecondFactor } from "../account/administer-users.ts";
import { changePassphrase, renewVaultKey } from "../account/passphrase.ts";
import { openPasskey } from "../records/passkey-record.ts";
import { askForPasskey, logInWithPasskey } from "./passkey-login.ts";
import { describeAccount, loadLiveSession, type TokenClaims } from "./sessions.ts";
import { unlockAccount } from "./unlock.ts";
import { unlockWithPasskey, unlockWithTicket } from "./unlock-with-passkey.ts";

type Passkey = Awaited<ReturnType<typeof addTestPasskey>>;

/** An account with a passkey that opens its vault, and a session that this passkey opened. */
async function openWorld() {
  const vault = await openTestVault();
  const { deps } = vault;
  const owner = await makeOwner(deps);
  const made = await addTestPasskey(deps, owner, { opensVault: true });
  const logIn = async ({ passkey }: Pick<Passkey, "passkey"> = made) => {
    const answer = passkey.answer(ceremony(askForPasskey(deps, SITE).challenge));
    return logInWithPasskey(deps, PAGE, { response: passkeyAssertion.parse(answer) });
  };
  const unlock = (session: TokenClaims, { passkey, added }: Pick<Passkey, "passkey" | "added"> = made) =>
    unlockWithPasskey(deps, session, {
      passkeyId: asPasskeyId(added.id),
      unlockSecret: passkey.unlockSecret(),
    });
  return {
    vault,
    deps,
    owner,
    made,
    logIn,
    unlock,
    session: await logIn(),
    [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
  };
}

const open = (deps: TestVault["deps"], session: TokenClaims, ticket: string) =>
  unlockWithTicket(deps, session, new Secret(ticket));

const changeTo = (owner: Owner, newPassphrase: string) => ({
  password: owner.secrets.password,
  newPassphrase,
});

describe("unlockWithPasskey", () => {
  it("opens the vault without the passphrase and without a run of Argon2id, and so does its ticket from then on", async () => {
    await using world = await openWorld();
    const { deps, runs } = countRuns(world.deps);
    const session = await world.logIn();
    const { ticket } = await world.unlock(session);
    using account = await open(deps, session, ticket);
    expect(account.passphrase).toBeNull();
    expect(runs).toEqual([]);
    using typed = await world.owner.unlock();
    expect(account.accountKey).toEqual(typed.accountKey);
    expect(account.keys).toEqual(typed.keys);
    const live = await loadLiveSession(deps, session);
    expect((await describeAccount(deps, live)).session.unlocked).toBe(true);
  });

  it("counts a wrong secret like a wrong passphrase, and the tenth ends the session", async () => {
    await using world = await openWorld();
    const input = { passkeyId: asPasskeyId(world.made.added.id), unlockSecret: "A".repeat(43) };
    const codes = [];
    for (let tried = 0; tried < 10; tried += 1)
      codes.push((await refusal(unlockWithPasskey(world.deps, world.session, input))).code);
    expect(codes).toEqual([...Array.from({ length: 9 }, () => "PASSPHRASE_INCORRECT"), "UNAUTHORIZED"]);
  });

  it("knows no passkey that opens no vault, and counts no try for it", async () => {
    await using world = await openWorld();
    const { deps, owner } = world;
    const closed = await addTestPasskey(deps, owner);
    const bob = await makeOwner(deps, "bob");
    const bobs = await addTestPasskey(deps, bob, { opensVault: true });
    for (const passkey of [closed, bobs, { ...bobs, added: { ...bobs.added, id: 900_001 } }])
      expect(await refusal(world.unlock(owner.session, passkey))).toMatchObject({ code: "NOT_FOUND" });
    expect((await owner.live()).session.failures).toBe(0);
  });

  it("opens nothing in a row that was swapped with another account's, or whose parts were", async () => {
    await using world = await openWorld();
    const { deps, vault, made } = world;
    const bob = await makeOwner(deps, "bob");
    const bobs = await addTestPasskey(deps, bob, { opensVault: true });
    using raw = openRaw(vault.databasePath);
    const read = raw.prepare<[number], { unlock_private: Buffer; unlock_box: Buffer }>(
      "SELECT unlock_private, unlock_box FROM passkeys WHERE id = ?",
    );
    const [mine, theirs] = [read.get(made.added.id), read.get(bobs.added.id)];
    if (!mine || !theirs) throw new Error("unreachable");
    const put = raw.prepare("UPDATE passkeys SET unlock_private = ?, unlock_box = ? WHERE id = ?");
    const flipped = (bytes: Buffer, at: number) =>
      Buffer.from(
        bytes.map((byte, index) => (index === (at + bytes.length) % bytes.length ? byte ^ 1 : byte)),
      );
    const states = [
      [theirs.unlock_private, theirs.unlock_box],
      [mine.unlock_private, theirs.unlock_box],
      [theirs.unlock_private, mine.unlock_box],
      [mine.unlock_private, flipped(mine.unlock_box, 0)],
      [mine.unlock_private, flipped(mine.unlock_box, -1)],
      [flipped(mine.unlock_private, -1), mine.unlock_box],
      [mine.unlock_private, Buffer.alloc(0)],
      [mine.unlock_private, Buffer.alloc(32)],
    ] as const;
    for (const [unlockPrivate, unlockBox] of states) {
      put.run(unlockPrivate, unlockBox, made.added.id);
      expect(await refusal(world.unlock(world.session))).toMatchObject({ code: "PASSPHRASE_INCORRECT" });
    }
    put.run(mine.unlock_private, mine.unlock_box, made.added.id);
    expect((await world.unlock(world.session)).ticket).toHaveLength(43);
  });

  it("tells the owner of changes once, by the login before it", async () => {
    await using world = await openWorld();
    const kindsOf = ({ changes }: { readonly changes: readonly { readonly kind: string }[] }) =>
      changes.map(({ kind }) => kind);
    expect(kindsOf(world.session)).toEqual(["passkey-added"]);
    expect(kindsOf(await world.logIn())).toEqual(["passkey-added"]);
    await world.unlock(world.session);
    expect(kindsOf(await world.logIn())).toEqual([]);
  });

  it("is over when the account's factors are reset, which opens nothing", async () => {
    await using world = await openWorld();
    const { deps, owner } = world;
    const { ticket } = await world.unlock(world.session);
    await resetSecondFactor(deps, owner.secrets.username);
    expect(await refusal(open(deps, world.session, ticket))).toMatchObject({ code: "UNAUTHORIZED" });
    expect(await refusal(world.logIn())).toMatchObject({ code: "PASSKEY_INCORRECT" });
    const { passphrase } = owner.secrets;
    using account = await unlockAccount(deps, await owner.logIn(), new Secret(passphrase));
    expect(account.accountKey.number).toBe(1);
  });
});

describe("a ticket", () => {
  it("opens nothing in another session, for another text, and nothing after another ticket", async () => {
    await using world = await openWorld();
    const { deps, session } = world;
    const first = await world.unlock(session);
    const other = await world.logIn();
    const second = await world.unlock(other);
    const wrong = [
      [session, second.ticket],
      [other, first.ticket],
      [session, encodeBase64url(deps.random(32))],
      [session, "short"],
    ] as const;
    for (const [claims, ticket] of wrong)
      expect(await refusal(open(deps, claims, ticket))).toMatchObject({ code: "PASSPHRASE_REQUIRED" });
    expect((await loadLiveSession(deps, session)).session.failures).toBe(0);
    const third = await world.unlock(session);
    expect(await refusal(open(deps, session, first.ticket))).toMatchObject({ code: "PASSPHRASE_REQUIRED" });
    using account = await open(deps, session, third.ticket);
    expect(account.userId).toBe(session.userId);
  });

  it("ages as a seal does: an hour without use, or a day in any case", async () => {
    await using world = await openWorld();
    const { deps, vault, session } = world;
    using raw = openRaw(vault.databasePath);
    raw.exec(`UPDATE sessions SET expires_at = expires_at + ${7 * 86_400_000}`);
    const { ticket, expiresAt } = await world.unlock(session);
    expect(expiresAt).toBe(deps.clock.now() + 86_400_000);
    for (let halves = 0; halves < 47; halves += 1) {
      vault.advance(1_800_000);
      (await open(deps, session, ticket))[Symbol.dispose]();
    }
    vault.advance(1_900_000);
    expect(await refusal(open(deps, session, ticket))).toMatchObject({ code: "PASSPHRASE_REQUIRED" });
    const next = await world.unlock(session);
    vault.advance(3_700_000);
    expect(await refusal(open(deps, session, next.ticket))).toMatchObject({ code: "PASSPHRASE_REQUIRED" });
  });

  it("is worth nothing after another passphrase, which leaves the passkey unchanged", async () => {
    await using world = await openWorld();
    const { deps, owner, session } = world;
    const { ticket } = await world.unlock(session);
    using account = await open(deps, session, ticket);
    await changePassphrase(deps, account, changeTo(owner, "quite another passphrase"));
    expect(await refusal(open(deps, session, ticket))).toMatchObject({ code: "PASSPHRASE_REQUIRED" });
    using again = await open(deps, session, (await world.unlock(session)).ticket);
    expect(again.accountKey).toEqual(account.accountKey);
  });

  it("keeps password and passphrase apart, although the passphrase wasn't typed", async () => {
    await using world = await openWorld();
    const { deps, owner, session } = world;
    using account = await open(deps, session, (await world.unlock(session)).ticket);
    const { password, passphrase } = owner.secrets;
    expect(await refusal(changePassword(deps, account, { password, newPassword: passphrase }))).toMatchObject(
      {
        code: "INVALID_INPUT",
        details: { field: "newPassword" },
      },
    );
  });
});

describe("another vault key", () => {
  it("is opened by the passkeys that were elsewhere when it was made, except for one whose record is damaged", async () => {
    await using world = await openWorld();
    const { deps, owner, vault, made } = world;
    const second = await addTestPasskey(deps, owner, { opensVault: true });
    const session = await world.logIn();
    using raw = openRaw(vault.databasePath);
    raw.prepare("UPDATE passkeys SET sealed = zeroblob(100) WHERE id = ?").run(second.added.id);
    using account = await open(deps, session, (await world.unlock(session)).ticket);
    await renewVaultKey(deps, account, changeTo(owner, "quite another passphrase"));
    using renewed = await open(deps, session, (await world.unlock(session)).ticket);
    expect(renewed.accountKey.number).toBe(2);
    expect(renewed.accountKey.key).not.toEqual(account.accountKey.key);
    const rows = await deps.store.passkeys.list(session.userId);
    expect(rows.map(({ unlockPrivate, unlockBox }) => [unlockPrivate !== null, unlockBox !== null])).toEqual([
      [true, true],
      [false, false],
    ]);
    // The record was sealed again as well.
    const [row] = rows;
    expect(row && openPasskey(renewed.keys, row)).toMatchObject({ name: "a passkey" });
    expect(await refusal(world.unlock(session, second))).toMatchObject({ code: "NOT_FOUND" });
    const other = await world.logIn(second);
    expect(other).toMatchObject({ passkeyId: second.added.id, opensVault: false });
    expect(made.added.opensVault).toBe(true);
  });

  it("isn't sealed to a public key that an attacker put into the row", async () => {
    await using world = await openWorld();
    const { deps, owner, session, vault } = world;
    const bob = await makeOwner(deps, "bob");
    const bobs = await addTestPasskey(deps, bob, { opensVault: true });
    using raw = openRaw(vault.databasePath);
    // Bob's record, in which Bob's public key is, in place of Ada's.
    raw
      .prepare("UPDATE passkeys SET sealed = (SELECT sealed FROM passkeys WHERE id = ?) WHERE id = ?")
      .run(bobs.added.id, world.made.added.id);
    using account = await open(deps, session, (await world.unlock(session)).ticket);
    await renewVaultKey(deps, account, changeTo(owner, "quite another passphrase"));
    const [row] = await deps.store.passkeys.list(session.userId);
    expect([row?.unlockPrivate, row?.unlockBox]).toEqual([null, null]);
  });

  it("isn't made while the passkeys change: one that was added in between would be left with the old one", async () => {
    await using world = await openWorld();
    const { deps, owner, session } = world;
    using account = await open(deps, session, (await world.unlock(session)).ticket);
    const { list } = deps.store.passkeys;
    let isFirst = true;
    const racing: typeof deps = {
      ...deps,
      store: {
        ...deps.store,
        passkeys: {
          ...deps.store.passkeys,
          list: async (userId) => {
            const rows = await list(userId);
            if (isFirst) {
              isFirst = false;
              await addTestPasskey(deps, owner);
            }
            return rows;
          },
        },
      },
    };
    const change = renewVaultKey(racing, account, changeTo(owner, "quite another passphrase"));
    expect(await refusal(change)).toMatchObject({ code: "CONFLICT" });
    const user = await deps.store.users.find(session.userId);
    expect(user?.wrap.keyNumber).toBe(1);
  });
});
