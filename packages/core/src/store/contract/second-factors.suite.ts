import { describe, expect, it } from "vitest";
import { asSessionId } from "../../ids.ts";
import type { UserRow } from "../rows.ts";
import type { SpentProof } from "../second-factor-store.ts";
import type { Store } from "../store.ts";
import { addSession, addUser, idsOf, type OpenWorld, sealed, wrap } from "./world.suite.ts";

const hash = (byte: number) => new Uint8Array(32).fill(byte);
const rule = { atOnce: 2, everyMs: 1000, most: 4, holdsRightOnes: true };
const spare: SpentProof = { kind: "spare", hash: hash(1) };

/** An account whose login asks for a second factor, with one session; its factors have been changed twice. */
async function addAsking(
  store: Store,
): Promise<{ ada: UserRow; session: Awaited<ReturnType<typeof addSession>> }> {
  const ada = await addUser(store, "ada");
  const session = await addSession(store, ada);
  const at = { keep: session.id, now: 2000 };
  await store.secondFactors.beginTotp(ada.id, { pending: sealed("secret"), now: 2000 });
  await store.secondFactors.confirmTotp(ada.id, {
    ...at,
    factorRev: 1,
    pending: sealed("secret"),
    step: 5,
    spareCodes: [hash(1), hash(2)],
  });
  await store.secondFactors.setRequired(ada.id, { ...at, factorRev: 2, on: true });
  const asking = await store.users.find(ada.id);
  if (!asking) throw new Error("unreachable");
  return { ada: asking, session };
}

export function describeSecondFactors(open: OpenWorld): void {
  describe("second factors", () => {
    const newSession = {
      secretHash: hash(7),
      seal: null,
      sealedOrigin: sealed("origin"),
      createdAt: 3000,
      expiresAt: 9000,
      slideMs: null,
      endsAt: null,
    };
    const logIn = (store: Store, ada: UserRow, id: string, proof: SpentProof | null, factorRev = 3) =>
      store.sessions.insert(
        { ...newSession, id: asSessionId(id.repeat(32)), userId: ada.id },
        { passwordHash: ada.passwordHash, wrapNumber: 1, factorRev, proof },
      );

    it("are asked for by a store that lets no session in without a proof, whatever was checked before", async () => {
      await using world = await open();
      const { store } = world;
      const { ada } = await addAsking(store);
      expect(ada).toMatchObject({ secondFactor: true, factorRev: 3 });
      expect(await logIn(store, ada, "a", null)).toBe(false);
      expect(await logIn(store, ada, "a", spare, 2)).toBe(false);
      expect(await logIn(store, ada, "a", spare)).toBe(true);
      expect(await logIn(store, ada, "b", spare)).toBe(false);
      expect(await logIn(store, ada, "b", { kind: "totp", step: 5 })).toBe(false);
      expect(await logIn(store, ada, "b", { kind: "totp", step: 7 })).toBe(true);
      expect(await logIn(store, ada, "c", { kind: "totp", step: 6 })).toBe(false);
      expect(await store.secondFactors.find(ada.id)).toMatchObject({
        totp: { lastStep: 7, lastUsedAt: 3000 },
        spareCodesLeft: 1,
      });
      const [found] = await store.sessions.list(ada.id, 3000);
      expect(found?.provedAt).toBe(3000);
    });

    it("use no proof up where something else forbids the change", async () => {
      await using world = await open();
      const { store } = world;
      const { ada } = await addAsking(store);
      const factor = { factorRev: 3, proof: spare };
      const refused = { expected: "hash before", keep: null, now: 3000, factor };
      expect(await store.users.replaceLogin(ada.id, { ...refused, passwordHash: "new" })).toBe("overtaken");
      expect(
        await store.users.replaceWrap(ada.id, {
          expectedWrapNumber: 9,
          wrap: wrap(10),
          keep: null,
          now: 3000,
          event: "recovered",
          factor,
        }),
      ).toBe(false);
      expect(await store.secondFactors.hasSpareCode(ada.id, hash(1))).toBe(true);
      expect(await store.users.markDeleted(ada.id, 3000, { factorRev: 2, proof: spare })).toBe(false);
      expect(await store.users.markDeleted(ada.id, 3000, factor)).toBe(true);
      expect(await store.users.undelete(ada.id, "ada", 4000, factor)).toBe("unknown");
      const another = { factorRev: 3, proof: { kind: "spare", hash: hash(2) } } as const;
      expect(await store.users.undelete(ada.id, "ada", 4000, another)).toBe("restored");
    });

    it("change only while they are what was read, and end every session but one", async () => {
      await using world = await open();
      const { store } = world;
      const { ada, session } = await addAsking(store);
      await logIn(store, ada, "a", spare);
      const change = { keep: session.id, now: 4000, spareCodes: [hash(3)] };
      expect(await store.secondFactors.replaceSpareCodes(ada.id, { ...change, factorRev: 2 })).toBe(false);
      expect(await store.sessions.list(ada.id, 4000)).toHaveLength(2);
      expect(await store.secondFactors.replaceSpareCodes(ada.id, { ...change, factorRev: 3 })).toBe(true);
      expect(idsOf(await store.sessions.list(ada.id, 4000))).toEqual([session.id]);
      expect(await store.secondFactors.hasSpareCode(ada.id, hash(2))).toBe(false);
      expect((await store.users.find(ada.id))?.factorRev).toBe(4);
    });

    it("count wrong tries up to a limit, and forgive them when a proof succeeds", async () => {
      await using world = await open();
      const { store } = world;
      const { ada } = await addAsking(store);
      const tried = (isRight: boolean, now: number) =>
        store.secondFactors.judgeTry(ada.id, { kind: "totp", isRight, now, rule });
      // Which of those that come at once is the last is the database's affair.
      const atOnce = await Promise.all([1, 2, 3].map(() => tried(false, 5000)));
      expect(atOnce.toSorted((a, b) => b.verdict.localeCompare(a.verdict))).toEqual([
        { verdict: "wrong" },
        { verdict: "wrong" },
        { verdict: "limited", waitMs: 1000 },
      ]);
      expect(await tried(true, 5999)).toEqual({ verdict: "limited", waitMs: 1 });
      expect(await tried(true, 6000)).toEqual({ verdict: "right" });
      expect(await tried(false, 6000)).toEqual({ verdict: "wrong" });
      expect(await tried(false, 7000)).toEqual({ verdict: "wrong" });
      expect(await tried(true, 90_000)).toEqual({ verdict: "limited", waitMs: null });
      expect(await store.users.find(ada.id)).toMatchObject({ codeFailures: 4, spareFailures: 0 });
      expect(await logIn(store, ada, "a", spare)).toBe(true);
      expect(await store.users.find(ada.id)).toMatchObject({ codeFailures: 0, spareFailures: 0 });
    });

    it("are swept of unconfirmed secrets, and kept otherwise", async () => {
      await using world = await open();
      const { store } = world;
      const { ada } = await addAsking(store);
      const bob = await addUser(store, "bob");
      for (const { id } of [ada, bob])
        await store.secondFactors.beginTotp(id, { pending: sealed("pending"), now: 2500 });
      const due = { now: 3000, latestStep: 100 };
      expect(await store.secondFactors.sweep({ ...due, pendingBefore: 2500 })).toBe(0);
      expect(await store.secondFactors.sweep({ ...due, pendingBefore: 2501 })).toBe(2);
      expect(await store.secondFactors.find(ada.id)).toMatchObject({ totp: { lastStep: 5 }, pending: null });
      expect(await store.secondFactors.find(bob.id)).toMatchObject({ totp: null, pending: null });
      // The clock was set back: codes would be refused until it has caught up.
      expect(await store.secondFactors.sweep({ ...due, pendingBefore: 0, latestStep: 3 })).toBe(1);
      expect(await store.secondFactors.find(ada.id)).toMatchObject({ totp: { lastStep: 3 } });
    });
  });
}
