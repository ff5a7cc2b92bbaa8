import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { UserId } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import { askDatabase } from "../../testing/temp-postgres.ts";
import { openTwoNodes } from "../../testing/two-postgres-nodes.ts";
import { newLink } from "../contract/administered-changes.suite.ts";
import { furnish as furnishAll } from "../contract/furnished.suite.ts";
import { beginImport } from "../contract/import-calls.suite.ts";
import type { Call } from "../contract/ownership.suite.ts";
import { addSession, addUser, sealed, wrap } from "../contract/world.suite.ts";
import type { Store } from "../store.ts";
import type { PostgresStore } from "./open-store.ts";

type Sees = (text: string, values: readonly unknown[]) => boolean;

/** Shows `see` each statement of a node before it is sent, and waits for what that answers. */
function watchStatements({ pool }: PostgresStore, see: (...statement: Parameters<Sees>) => Promise<void>) {
  const watched = new WeakSet();
  pool.on("acquire", (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const send = new Proxy(client.query, {
      async apply(query, _, given: unknown[]) {
        const [statement] = given;
        if (typeof statement === "string") await see(statement, []);
        else if (isConfig(statement)) await see(statement.text, statement.values ?? []);
        return Reflect.apply(query, client, given);
      },
    });
    Reflect.set(client, "query", send);
  });
}

const isConfig = (given: unknown): given is { text: string; values?: unknown[] } =>
  typeof given === "object" && given !== null && "text" in given && typeof given.text === "string";

type World = Awaited<ReturnType<typeof openTwoNodes>>;

async function someoneWaits({ place }: World): Promise<boolean> {
  const waiting =
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  const [answer] = await askDatabase(place, waiting);
  return (answer?.rows.length ?? 0) > 0;
}

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

interface Meeting {
  readonly first: (node: Store) => Promise<unknown>;
  /** The statement of the first call before which the second one comes. */
  readonly before: Sees;
  readonly second: (node: Store) => Promise<unknown>;
}

/**
 * Lets a call come in the middle of another one, up to where it waits. Answers both answers, how many transactions failed, and whether
 * the second one waited.
 */
async function meet(world: World, { first, before, second }: Meeting) {
  const [here, there] = world.nodes;
  const [reached, going] = [gate(), gate()];
  let failed = 0;
  const count = (text: string) => {
    if (text === "ROLLBACK") failed += 1;
  };
  let isReached = false;
  watchStatements(here, async (text, values) => {
    count(text);
    if (isReached || !before(text, values)) return;
    isReached = true;
    reached.open();
    await going.opened;
  });
  watchStatements(there, async (text) => count(text));
  const one = first(here);
  await Promise.race([reached.opened, one]);
  if (!isReached) throw new Error("The first call was done without this statement.");
  const other = second(there);
  const done = Promise.allSettled([other]).then(() => true);
  const isDone = () => Promise.race([done, sleep(5, false)]);
  let waited = false;
  while (!waited && !(await isDone())) waited = await someoneWaits(world);
  going.open();
  return { answers: await Promise.all([one, other]), failed, waited };
}

const now = 3000;
const spareCode = new Uint8Array(32).fill(1);
const proof = { kind: "spare", hash: spareCode } as const;

/** Ada, an administrator with a spare code, and Bob, another one; each invitation and link for a password is called `newLink`. */
async function furnish(store: Store) {
  const ada = await addUser(store, "ada");
  const bob = await addUser(store, "bob");
  await store.administration.setAdministrator(bob.id, true, { by: null, now });
  const { id: session } = await addSession(store, ada);
  const change = { factorRev: 1, keep: session, now, spareCodes: [spareCode] };
  expect(await store.secondFactors.replaceSpareCodes(ada.id, change)).toBe(true);
  return { ada: ada.id, bob: bob.id, factor: { factorRev: 2, proof } };
}
type Furnished = Awaited<ReturnType<typeof furnish>>;

const newUser = async (store: Store, username: string) => ({
  id: await store.users.reserveId(),
  username,
  passwordHash: "hash",
  wrap: wrap(1),
  recoverySeal: sealed("recovery"),
  createdAt: now,
});

const naming = /^update "users" set "username"/;
const isKeeping =
  (userId: UserId): Sees =>
  (text, values) =>
    text.endsWith("FOR KEY SHARE") && values.includes(userId);

interface Case extends Meeting {
  readonly answers: readonly unknown[];
}

const CASES: Record<string, (store: Store, furnished: Furnished) => Promise<Case>> = {
  "a new passphrase that is proved with a spare code, and an import": async (_, { ada, factor }) => ({
    first: (node) =>
      node.users.replaceWrap(ada, {
        expectedWrapNumber: 1,
        wrap: wrap(2),
        event: "passphrase-changed",
        keep: null,
        factor,
        now,
      }),
    before: (text) => text.startsWith('update "vaults" set "key_number"'),
    second: async (node) => typeof (await beginImport(node, ownScope(ada))),
    answers: [true, "number"],
  }),
  "a deletion that is proved with a spare code, and an event": async (_, { ada, factor }) => ({
    first: (node) => node.users.markDeleted(ada, now, factor),
    before: (text) => naming.test(text),
    second: (node) => node.audit.append(ada, "exported", now),
    answers: [true, undefined],
  }),
  "a new name that is proved with a spare code, and an event": async (_, { ada, factor }) => ({
    first: (node) =>
      node.users.replaceLogin(ada, { expected: "hash of ada", username: "eva", keep: null, factor, now }),
    before: (text) => naming.test(text),
    second: (node) => node.audit.append(ada, "exported", now),
    answers: ["replaced", undefined],
  }),
  "a restored account, proved with a spare code, and an event": async (store, { ada, factor }) => {
    await store.users.markDeleted(ada, now);
    return {
      first: (node) => node.users.undelete(ada, "ada", now, factor),
      before: (text) => naming.test(text),
      second: (node) => node.audit.append(ada, "exported", now),
      answers: ["restored", undefined],
    };
  },
  "a password set by a link, and another link for the same account": async (store, { ada, bob }) => {
    await store.administration.addPasswordLink(ada, newLink, { by: bob, now });
    const another = { ...newLink, id: "b".repeat(32), hash: new Uint8Array(32).fill(9) };
    return {
      first: (node) => node.administration.resetPassword(newLink.hash, "new hash", now),
      before: (text, values) =>
        text.endsWith("FOR NO KEY UPDATE") && JSON.stringify(values) === JSON.stringify([[ada]]),
      second: (node) => node.administration.addPasswordLink(ada, another, { by: bob, now }),
      answers: [false, "done"],
    };
  },
  "a new account by an invitation, and the deletion of who invited": async (store, { ada, bob }) => {
    await store.administration.addInvitation(newLink, { by: ada, now });
    const row = await newUser(store, "cyd");
    return {
      first: (node) => node.users.insert(row, { onlyFirst: false, invitation: newLink.hash }),
      before: isKeeping(ada),
      second: (node) => node.administration.deleteAccount(ada, { by: bob, now }),
      answers: ["link-unusable", "done"],
    };
  },
  "a new account by an invitation, and who invited taking the same name": async (store, { ada }) => {
    await store.administration.addInvitation(newLink, { by: ada, now });
    const row = await newUser(store, "cyd");
    return {
      first: (node) => node.users.insert(row, { onlyFirst: false, invitation: newLink.hash }),
      before: isKeeping(ada),
      second: (node) => node.users.rename(ada, "cyd", now),
      answers: ["inserted", "username-taken"],
    };
  },
  "an import, and the erasing of its account": async (store, { ada }) => {
    await store.users.markDeleted(ada, now);
    return {
      first: async (node) => typeof (await beginImport(node, ownScope(ada))),
      before: (text) => text.startsWith('insert into "import_batches"'),
      second: (node) => node.users.eraseDeletedBefore(now + 1, 1000),
      answers: ["number", false],
    };
  },
};

interface Sweep {
  readonly first: Call;
  readonly second: (node: Store) => Promise<number>;
  /** How many are left to it afterwards. */
  readonly left: number;
}

const SWEEPS: Record<string, Sweep> = {
  "of sessions": {
    first: (node, { userId }, { session }) =>
      node.sessions.storeSeal(userId, session, { seal: sealed("new seal"), wrapNumber: 1, now }),
    second: (node) => node.sessions.sweep(2_000_000, 0, 0),
    left: 1,
  },
  "of authenticator apps": {
    first: (node, { userId }) => node.secondFactors.beginTotp(userId, { pending: sealed("begun"), now }),
    second: (node) => node.secondFactors.sweep({ now: 0, pendingBefore: now + 1, latestStep: 100 }),
    left: 1,
  },
  "of versions": {
    first: (node, scope, { version }) =>
      node.records.reseal(scope, [
        { table: "item_versions", rowId: version, expectedSealRev: 1, sealRev: 9, sealed: sealed("again") },
      ]),
    second: (node) => node.items.eraseVersionsBefore(now, 10),
    left: 1,
  },
  "of files": {
    first: (node, scope, { removedFile }) =>
      node.records.reseal(scope, [
        { table: "attachments", rowId: removedFile, expectedSealRev: 2, sealRev: 9, sealed: sealed("again") },
      ]),
    second: (node) => node.attachments.markOverdue({ arrivingBefore: 0, removedBefore: now }),
    left: 1,
  },
};

describe("a call that comes in the middle of another one on PostgreSQL", () => {
  it.each(Object.entries(CASES))("waits its turn, and neither runs again: %s", async (_, prepare) => {
    await using world = await openTwoNodes();
    const [store] = world.nodes;
    const { answers, ...meeting } = await prepare(store, await furnish(store));
    expect(await meet(world, meeting)).toMatchObject({ answers, failed: 0 });
  });

  it("waits its turn, and neither runs again: two first accounts of one name", async () => {
    await using world = await openTwoNodes();
    const [store] = world.nodes;
    const [one, other] = [await newUser(store, "ada"), await newUser(store, "ada")];
    const met = await meet(world, {
      first: (node) => node.users.insert(one, { onlyFirst: true }),
      before: (_, values) => values.includes("name ada"),
      second: (node) => node.users.insert(other, { onlyFirst: false }),
    });
    expect(met).toMatchObject({ answers: ["inserted", "username-taken"], failed: 0 });
  });

  it.each(Object.entries(SWEEPS))(
    "passes over what that one has in hand, if it is a sweep: %s",
    async (_, sweep) => {
      await using world = await openTwoNodes();
      const [store] = world.nodes;
      const { userId, names } = await furnishAll(store, "ada");
      await store.secondFactors.beginTotp(userId, { pending: sealed("begun before"), now: 2000 });
      const before: Sees = (text) => text === "COMMIT";
      const first = (node: Store) => sweep.first(node, ownScope(userId), names);
      const met = await meet(world, { first, before, second: sweep.second });
      expect(met).toMatchObject({ answers: [expect.anything(), 0], failed: 0, waited: false });
      expect(await sweep.second(store)).toBe(sweep.left);
    },
  );
});
