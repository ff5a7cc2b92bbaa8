import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { estimateStrength } from "../../generator/estimate-strength.ts";
import { knownInputs } from "../../generator/known-inputs.ts";
import { asItemId } from "../../ids.ts";
import { healthReport, itemStrengths, STRENGTH_ROWS } from "../../schemas/health.ts";
import { newItem } from "../../schemas/items.ts";
import { ownScope } from "../../testing/own-scope.ts";
import { damage, makeOwner } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { type BreachedPasswords, NO_BREACH_LIST } from "../deps.ts";
import { createItems, trashItems, updateItems } from "../items/items.ts";
import { judgeStrengths, reportHealth } from "./health.ts";

/** An owner with the vault open, and what makes items shorter to write. */
async function openWorld(breachedPasswords: BreachedPasswords = NO_BREACH_LIST) {
  const vault = await openTestVault({ breachedPasswords });
  const { deps } = vault;
  const ada = await makeOwner(deps);
  const unlocked = await ada.unlock();
  const create = async (...items: readonly z.input<typeof newItem>[]) => {
    const made = await createItems(deps, unlocked, { items: items.map((item) => newItem.parse(item)) });
    return made.items.map(({ id }) => asItemId(id));
  };
  const reported = async () => {
    const { items } = await reportHealth(deps, unlocked);
    return new Map(items.map((item) => [item.id, item]));
  };
  return {
    vault,
    deps,
    ada,
    unlocked,
    create,
    reported,
    [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
  };
}

describe("reportHealth", () => {
  it("groups the items that share a password", async () => {
    await using world = await openWorld();
    const [a = 0, b = 0, c = 0, d = 0] = await world.create(
      { password: "shared" },
      { password: "alone" },
      { password: "shared" },
      { name: "a note" },
    );
    const found = await world.reported();
    expect(found.get(a)?.reuseGroup).toBe(1);
    expect(found.get(c)?.reuseGroup).toBe(1);
    expect(found.get(b)?.reuseGroup).toBeNull();
    expect(found.has(d)).toBe(false);
  });

  it("says which items have an address without https, and where a code is missing", async () => {
    await using world = await openWorld();
    const [router = 0, forge = 0, bare = 0, second = 0, kept = 0] = await world.create(
      { url: "http://192.168.1.1", password: "one" },
      { url: "https://github.com", password: "two" },
      { url: "http://wiki.example" },
      { url: "https://a.example", moreUrls: ["http://b.example"], password: "three" },
      { url: "https://github.com", totp: "JBSWY3DPEHPK3PXP", password: "four" },
    );
    const found = await world.reported();
    expect(found.get(router)).toMatchObject({ insecure: true, code: "unknown", hasPassword: true });
    expect(found.get(forge)).toMatchObject({ insecure: false, code: "missing" });
    expect(found.get(second)).toMatchObject({ insecure: true });
    expect(found.get(kept)).toMatchObject({ insecure: false, code: "kept" });
    expect(found.get(bare)).toMatchObject({ insecure: true, hasPassword: false, passwordChangedAt: null });
  });

  it("leaves out the trash, other accounts, and counts what doesn't open", async () => {
    await using world = await openWorld();
    const [gone = 0, broken = 0, left = 0] = await world.create(
      { password: "shared" },
      { password: "shared" },
      { password: "shared" },
    );
    const bob = await (await makeOwner(world.deps, "bob")).unlock();
    await createItems(world.deps, bob, { items: [newItem.parse({ password: "shared" })] });
    await trashItems(world.deps, ownScope(world.ada.session.userId), { ids: [asItemId(gone)] });
    damage(world.vault.databasePath, "items", broken);
    const report = await reportHealth(world.deps, world.unlocked);
    expect(report).toMatchObject({ items: [{ id: left, reuseGroup: null }], damaged: 1 });
    expect(report.items).toHaveLength(1);
  });

  it("says since when a password is the same, whatever else of the item changed since", async () => {
    await using world = await openWorld();
    const [id = asItemId(0)] = await world.create({ password: "first" });
    const { passwordChangedAt } = (await world.reported()).get(id) ?? {};
    expect(passwordChangedAt).toBe(world.deps.clock.now());
    world.vault.advance(1000);
    await updateItems(world.deps, world.unlocked, { items: [{ id, revision: 1, name: "renamed" }] });
    expect((await world.reported()).get(id)?.passwordChangedAt).toBe(passwordChangedAt);
    await updateItems(world.deps, world.unlocked, { items: [{ id, revision: 2, password: "second" }] });
    expect((await world.reported()).get(id)?.passwordChangedAt).toBe(world.deps.clock.now());
  });

  it("raises an item's number when its fields change, and not when it only moves", async () => {
    await using world = await openWorld();
    const [id = asItemId(0)] = await world.create({ password: "first" });
    const before = (await world.reported()).get(id)?.recordRevision ?? 0;
    await updateItems(world.deps, world.unlocked, { items: [{ id, revision: 1, categoryId: null }] });
    expect((await world.reported()).get(id)?.recordRevision).toBe(before);
    await updateItems(world.deps, world.unlocked, { items: [{ id, revision: 2, password: "second" }] });
    expect((await world.reported()).get(id)?.recordRevision).toBe(before + 1);
  });

  it("answers no password, no part of one, and nothing that is the same for two vaults", async () => {
    await using world = await openWorld();
    await world.create(
      { password: "shared secret" },
      { password: "shared secret" },
      { password: "other secret" },
    );
    const report = healthReport.parse(await reportHealth(world.deps, world.unlocked));
    expect(JSON.stringify(report)).not.toContain("secret");
    const fields = new Set(report.items.flatMap((item) => Object.keys(item)));
    expect([...fields].toSorted()).toEqual([
      "code",
      "hasPassword",
      "id",
      "insecure",
      "passwordChangedAt",
      "recordRevision",
      "reuseGroup",
    ]);
  });
});

describe("judgeStrengths", () => {
  it("judges each password against what is known of its owner there", async () => {
    await using world = await openWorld();
    const [weak, strong, own] = await world.create(
      { password: "password1" },
      { password: "kV8#pQz!m2Xw9rTy" },
      { password: "quuxbury", username: "quuxbury@example.org" },
    );
    const ids = [weak, strong, own].map((id) => asItemId(id ?? 0));
    const { strengths } = itemStrengths.parse(await judgeStrengths(world.deps, world.unlocked, { ids }));
    expect(strengths.map(({ id, score }) => [id, score])).toEqual([
      [weak, 0],
      [strong, 4],
      [own, 0],
    ]);
  });

  it("says how often each password was seen in breaches", async () => {
    const seenOf = new Map([["password1", 1000]]);
    await using world = await openWorld({
      state: async () => "ready",
      countSeen: async (passwords) => passwords.map((password) => seenOf.get(password) ?? 0),
    });
    const [alone = 0, breached = 0] = await world.create(
      { password: "kV8#pQz!m2Xw9rTy" },
      { password: "password1" },
    );
    expect((await reportHealth(world.deps, world.unlocked)).breachList).toBe("ready");
    const { strengths } = itemStrengths.parse(
      await judgeStrengths(world.deps, world.unlocked, { ids: [asItemId(alone), asItemId(breached)] }),
    );
    expect(new Map(strengths.map(({ id, seen }) => [id, seen]))).toEqual(
      new Map([
        [alone, 0],
        [breached, 1000],
      ]),
    );
  });

  it("judges passwords without a list of breached ones, too, and says that they weren't looked for", async () => {
    await using world = await openWorld();
    const [id = 0] = await world.create({ password: "password1" });
    expect((await reportHealth(world.deps, world.unlocked)).breachList).toBe("none");
    const { strengths } = await judgeStrengths(world.deps, world.unlocked, { ids: [asItemId(id)] });
    expect(strengths).toMatchObject([{ id, score: 0, seen: null }]);
  });

  it("judges a password as the form does, whose estimate knows the same texts of the item", async () => {
    await using world = await openWorld();
    const item = {
      name: "Harbour library",
      username: "grace",
      account: "quokka4711",
      url: "https://lib.example",
      moreUrls: ["https://wombat.example"],
    };
    const passwords = ["quokka4711", "wombat.example", "Harbour library"];
    const ids = await world.create(...passwords.map((password) => ({ ...item, password })));
    const { strengths } = await judgeStrengths(world.deps, world.unlocked, { ids });
    const inForm = await Promise.all(passwords.map((each) => estimateStrength(each, knownInputs(item))));
    expect(strengths.map(({ score, guessesLog10 }) => [score, guessesLog10])).toEqual(
      inForm.map(({ score, guessesLog10 }) => [score, guessesLog10]),
    );
    expect(strengths[0]?.score).toBe(0);
  });

  it("passes over what isn't there, is in the trash, has no password or doesn't open", async () => {
    await using world = await openWorld();
    const [gone, note, broken, left] = await world.create(
      { password: "a" },
      { name: "note" },
      { password: "b" },
      { password: "c" },
    );
    await trashItems(world.deps, ownScope(world.ada.session.userId), { ids: [asItemId(gone ?? 0)] });
    damage(world.vault.databasePath, "items", broken ?? 0);
    const ids = [gone, note, broken, left, 999_999].map((id) => asItemId(id ?? 0));
    const { strengths } = await judgeStrengths(world.deps, world.unlocked, { ids });
    expect(strengths).toMatchObject([{ id: left, recordRevision: 1 }]);
  });

  it("judges the longest passwords that an item can have, as many as a call may name", async () => {
    await using world = await openWorld();
    const ids = await world.create(
      ...Array.from({ length: STRENGTH_ROWS }, (_, index) => ({ password: `${index}${"x".repeat(8000)}` })),
    );
    const { strengths } = await judgeStrengths(world.deps, world.unlocked, { ids });
    expect(strengths).toHaveLength(STRENGTH_ROWS);
  });
});
