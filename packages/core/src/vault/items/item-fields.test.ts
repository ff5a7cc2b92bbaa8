import { describe, expect, it } from "vitest";
import { openRecord, sealRecord } from "../../cipher/record.ts";
import { asItemId, asVersionId } from "../../ids.ts";
import type { NewItems } from "../../schemas/items.ts";
import { itemPageRequest, newItem } from "../../schemas/items.ts";
import { damage, HOME, makeOwner, openRaw, unlock } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { logIn } from "../access/log-in.ts";
import { fetchAll } from "./fetch-all.ts";
import { createItems, getItem, listItems, markItemsUsed, trashItems, updateItems } from "./items.ts";
import { listVersions, restoreVersion } from "./trash-and-history.ts";

const TOTP = "otpauth://totp/Bank:ada?secret=JBSWY3DPEHPK3PXP&issuer=Bank";
const full = newItem.parse({
  name: "Bank",
  url: "https://bank.example",
  moreUrls: ["https://login.bank.example"],
  username: "ada",
  password: "sesame-password",
  totp: TOTP,
  blob: "sesame-notes",
  fields: [
    { id: "pin", name: "PIN", kind: "hidden", value: "sesame-pin" },
    { name: "Branch", kind: "text", value: "Lima" },
    { name: "Card expires", kind: "date", value: "2027-03-31" },
  ],
  kind: "bank",
  tags: ["Money", "Joint account"],
  favourite: true,
});
const NOBODYS = asItemId(999_999);

async function openWorld() {
  const vault = await openTestVault();
  const { deps } = vault;
  const ada = await makeOwner(deps);
  const unlocked = await ada.unlock();
  const create = async (item: NewItems["items"][number]) => {
    const { items } = await createItems(deps, unlocked, { items: [item] });
    return asItemId(items[0]?.id ?? 0);
  };
  const get = (id: typeof NOBODYS) => getItem(deps, unlocked, { id });
  const change = async (id: typeof NOBODYS, changes: object, by = unlocked) => {
    const { revision } = await get(id);
    const { items } = await updateItems(deps, by, { items: [{ id, revision, ...changes }] });
    return items[0];
  };
  const list = async () => (await listItems(deps, unlocked, itemPageRequest.parse({}))).items;
  const versions = async (id: typeof NOBODYS) => (await listVersions(deps, unlocked, { id })).versions;
  /** The record as it is sealed. */
  const recordOf = async (id: typeof NOBODYS) => {
    const [row] = await deps.store.items.findMany(unlocked.scope, [id], { trash: true });
    if (!row) throw new Error("The item is gone.");
    const place = { table: "item" as const, userId: unlocked.userId, id, sealRev: row.sealRev };
    return openRecord(unlocked.keys, place, row.sealed);
  };
  return {
    vault,
    deps,
    ada,
    unlocked,
    create,
    get,
    change,
    list,
    versions,
    recordOf,
    [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
  };
}

describe("every field of an item", () => {
  it("comes back as it was given, from one item, from all, and from the history", async () => {
    await using world = await openWorld();
    const id = await world.create(full);
    const { categoryId: _, ...written } = full;
    expect(await world.get(id)).toMatchObject(written);
    expect((await fetchAll(world.deps, world.unlocked, { trash: false })).items[0]).toMatchObject(written);
    await world.change(id, { name: "", moreUrls: [], totp: "", fields: [], tags: [], password: "" });
    expect(await world.get(id)).toMatchObject({ moreUrls: [], totp: "", fields: [], password: "" });
    expect((await world.versions(id))[0]).toMatchObject(written);
  });

  it("shows in a list unless it is secret: of that, only whether it is there", async () => {
    await using world = await openWorld();
    const { items } = await createItems(world.deps, world.unlocked, { items: [full, newItem.parse({})] });
    const listed = await world.list();
    expect(listed).toEqual(items);
    expect(JSON.stringify(listed)).not.toMatch(/sesame|JBSWY3DP/);
    expect(listed[0]).toMatchObject({
      favourite: true,
      moreUrls: ["https://login.bank.example"],
      tags: ["Money", "Joint account"],
      fields: [
        { id: "pin", name: "PIN", kind: "hidden", value: null },
        { name: "Branch", kind: "text", value: "Lima" },
        { name: "Card expires", kind: "date", value: "2027-03-31" },
      ],
      hasPassword: true,
      hasTotp: true,
      hasNotes: true,
      usedAt: null,
    });
    expect(listed[1]).toMatchObject({
      favourite: false,
      moreUrls: [],
      fields: [],
      kind: "login",
      tags: [],
      hasPassword: false,
      hasTotp: false,
      hasNotes: false,
      passwordChangedAt: null,
    });
  });

  it("has its default in a record of an earlier version, and in a damaged one", async () => {
    await using world = await openWorld();
    const id = await world.create(full);
    const old = { name: "old", url: "", account: "", username: "", password: "p", blob: "" };
    const place = { table: "item" as const, userId: world.unlocked.userId, id, sealRev: 1 };
    {
      using raw = openRaw(world.vault.databasePath);
      const sealed = sealRecord(world.deps.random, world.unlocked.keys, place, old);
      raw.prepare("UPDATE items SET sealed = ? WHERE id = ?").run(sealed, id);
    }
    const defaults = {
      moreUrls: [],
      totp: "",
      fields: [],
      kind: "login",
      tags: [],
      favourite: false,
      passwordChangedAt: null,
      changedBy: "",
    };
    expect(await world.get(id)).toMatchObject({ ...old, ...defaults });
    damage(world.vault.databasePath, "items", id);
    expect((await fetchAll(world.deps, world.unlocked, { trash: false })).items[0]).toMatchObject({
      damaged: true,
      ...defaults,
    });
  });

  it("takes no room while it is as it was born", async () => {
    await using world = await openWorld();
    const id = await world.create(newItem.parse({ name: "plain" }));
    const names = ["name", "url", "account", "username", "password", "blob", "changedBy"];
    expect(Object.keys(await world.recordOf(id))).toEqual(names);
    await world.change(id, { favourite: true, moreUrls: ["x"], totp: TOTP, tags: ["a"], kind: "card" });
    await world.change(id, { favourite: false, moreUrls: [], totp: "", tags: [], kind: "login" });
    expect(Object.keys(await world.recordOf(id)).toSorted()).toEqual(names.toSorted());
  });

  it("makes no version when it is written as it is", async () => {
    await using world = await openWorld();
    const id = await world.create(full);
    const { categoryId: _, ...written } = full;
    await world.change(id, structuredClone(written));
    expect(await world.versions(id)).toEqual([]);
  });
});

describe("a kind", () => {
  it("changes without the loss of a field, and comes back with the version before", async () => {
    await using world = await openWorld();
    const id = await world.create(full);
    const { kind: _, categoryId: __, ...rest } = full;
    await world.change(id, { kind: "note" });
    expect(await world.get(id)).toMatchObject({ ...rest, kind: "note" });
    const [version] = await world.versions(id);
    const { revision } = await world.get(id);
    const versionId = asVersionId(version?.id ?? 0);
    await restoreVersion(world.deps, world.unlocked, { id, revision, versionId });
    expect(await world.get(id)).toMatchObject({ ...rest, kind: "bank" });
  });

  it("and the ids of its fields are from a closed set", () => {
    const refused = (item: object) => newItem.safeParse(item).error?.issues[0]?.message;
    expect(refused({ kind: "passport" })).toBe(
      "kind must be one of: login, card, identity, note, ssh-key, wifi, licence, bank, document, other.",
    );
    expect(refused({ fields: [{ id: "chip", name: "Chip", kind: "text", value: "" }] })).toBe(
      "No kind of item has a field with this id.",
    );
  });
});

describe("a favourite", () => {
  it("is marked and unmarked without a version, many at once, and keeps who changed what when", async () => {
    await using world = await openWorld();
    const ids = [await world.create(full), await world.create(newItem.parse({ password: "p" }))];
    const before = await Promise.all(ids.map(world.get));
    world.vault.advance(1000);
    await updateItems(world.deps, world.unlocked, {
      items: ids.map((id) => ({ id, revision: 1, favourite: true })),
    });
    const { changedBy, passwordChangedAt } = before[1] ?? {};
    expect(await world.get(ids[1] ?? NOBODYS)).toMatchObject({
      favourite: true,
      changedBy,
      passwordChangedAt,
    });
    expect((await Promise.all(ids.map(world.versions))).flat()).toEqual([]);
    expect((await world.list()).map(({ favourite }) => favourite)).toEqual([true, true]);
    await world.change(ids[1] ?? NOBODYS, { name: "renamed" });
    expect((await world.versions(ids[1] ?? NOBODYS))[0]?.createdAt).toBe(before[1]?.createdAt);
  });

  it("makes a version together with another change", async () => {
    await using world = await openWorld();
    const id = await world.create(full);
    await world.change(id, { favourite: false, name: "renamed" });
    expect(await world.versions(id)).toMatchObject([{ name: "Bank", favourite: true }]);
  });

  it("stays what it is when an item goes back to a version", async () => {
    await using world = await openWorld();
    const id = await world.create(full);
    await world.change(id, { name: "renamed" });
    await world.change(id, { favourite: false });
    const [version] = await world.versions(id);
    const { revision } = await world.get(id);
    await restoreVersion(world.deps, world.unlocked, {
      id,
      revision,
      versionId: asVersionId(version?.id ?? 0),
    });
    expect(await world.get(id)).toMatchObject({ name: "Bank", favourite: false });
  });
});

describe("when the password changed", () => {
  it("is noted with the password, and stays through every other change", async () => {
    await using world = await openWorld();
    const startedAt = world.deps.clock.now();
    const id = await world.create(newItem.parse({ password: "one" }));
    const changedAt = async () => (await world.get(id)).passwordChangedAt;
    expect(await changedAt()).toBe(startedAt);
    world.vault.advance(1000);
    await world.change(id, { name: "renamed", password: "one" });
    expect(await changedAt()).toBe(startedAt);
    await world.change(id, { password: "two" });
    expect(await changedAt()).toBe(startedAt + 1000);
    world.vault.advance(1000);
    const [, first] = await world.versions(id);
    expect(first).toMatchObject({ password: "one", passwordChangedAt: startedAt });
    const { revision } = await world.get(id);
    await restoreVersion(world.deps, world.unlocked, {
      id,
      revision,
      versionId: asVersionId(first?.id ?? 0),
    });
    expect(await changedAt()).toBe(startedAt + 2000);
  });

  it("is not known of an item without one, nor of an older record until it changes", async () => {
    await using world = await openWorld();
    const id = await world.create(newItem.parse({ name: "no password" }));
    expect(await world.get(id)).toMatchObject({ passwordChangedAt: null });
    await world.change(id, { name: "still none" });
    expect(await world.get(id)).toMatchObject({ passwordChangedAt: null });
  });
});

describe("who changed an item", () => {
  it("is the device of the session that wrote it, for every version", async () => {
    await using world = await openWorld();
    const id = await world.create(newItem.parse({ name: "one" }));
    const phone = { device: "Safari on iPhone", address: "192.0.2.9" };
    const session = await logIn(world.deps, phone, world.ada.secrets);
    const onPhone = await unlock(world.deps, session, world.ada.secrets.passphrase);
    await world.change(id, { name: "two" }, onPhone);
    expect(await world.get(id)).toMatchObject({ changedBy: phone.device });
    const [version] = await world.versions(id);
    expect(version).toMatchObject({ name: "one", changedBy: HOME.device });
    const { revision } = await world.get(id);
    await restoreVersion(world.deps, world.unlocked, {
      id,
      revision,
      versionId: asVersionId(version?.id ?? 0),
    });
    expect(await world.get(id)).toMatchObject({ name: "one", changedBy: HOME.device });
    expect(JSON.stringify(await world.recordOf(id))).not.toContain(HOME.address);
  });
});

describe("markItemsUsed", () => {
  it("notes the time, and leaves revision, time of change and history alone", async () => {
    await using world = await openWorld();
    const id = await world.create(full);
    const trashed = await world.create(full);
    await trashItems(world.deps, world.unlocked.scope, { ids: [trashed] });
    const before = await world.get(id);
    world.vault.advance(5000);
    const now = world.deps.clock.now();
    expect(await markItemsUsed(world.deps, world.unlocked.scope, { ids: [id, trashed, NOBODYS] })).toEqual({
      ids: [id],
    });
    expect(await world.get(id)).toEqual({ ...before, usedAt: now });
    expect((await world.list())[0]).toMatchObject({ usedAt: now, revision: 1 });
    expect(await world.get(trashed)).toMatchObject({ usedAt: null });
    expect(await world.versions(id)).toEqual([]);
  });
});
