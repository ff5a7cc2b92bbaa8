import { describe, expect, it } from "vitest";
import { isRecoveryCode } from "../../cipher/recovery-code.ts";
import { asItemId } from "../../ids.ts";
import { asSealed, sealedKeyNumber } from "../../sealed.ts";
import { ownScope } from "../../testing/own-scope.ts";
import {
  damage,
  duringArgon2id,
  HOME,
  makeOwner,
  type Owner,
  openRaw,
  refusal,
  unlock,
} from "../../testing/owner.ts";
import { openTestVault, type TestVault } from "../../testing/test-vault.ts";
import { logIn } from "../access/log-in.ts";
import { createCategories, listCategories } from "../categories/categories.ts";
import type { VaultDeps } from "../deps.ts";
import { fetchAll } from "../items/fetch-all.ts";
import { createItems, getItem, trashItems, updateItems } from "../items/items.ts";
import { listVersions } from "../items/trash-and-history.ts";
import type { OpenVault } from "../open-vault.ts";
import { finishVaultKeyRenewal } from "../records/finish-renewal.ts";
import { renewVaultKey } from "./passphrase.ts";

const blank = { url: "", account: "", username: "", blob: "", categoryId: null };
const NEW = "another passphrase";

interface World extends AsyncDisposable {
  readonly vault: TestVault;
  readonly deps: VaultDeps;
  readonly ada: Owner;
  readonly itemIds: number[];
}

/** 3 categories, `count` items with one in the trash, and 2 kept versions of each of the first 300. */
async function openFurnished(count: number): Promise<World> {
  const vault = await openTestVault({ policy: { defaultSessionSeconds: 30 * 24 * 3600 } });
  const { deps } = vault;
  const ada = await makeOwner(deps);
  using unlocked = await ada.unlock();
  await createCategories(deps, unlocked, { categories: ["Banks", "Mail", "Work"].map((name) => ({ name })) });
  const names = Array.from({ length: count }, (_, index) => ({
    ...blank,
    name: `item ${index}`,
    password: `first ${index}`,
  }));
  let { items } = await createItems(deps, unlocked, { items: names });
  const itemIds = items.map(({ id }) => id);
  for (const round of ["second", "third"]) {
    const changes = items
      .slice(0, 300)
      .map(({ id, revision }, index) => ({ id: asItemId(id), revision, password: `${round} ${index}` }));
    ({ items } = await updateItems(deps, unlocked, { items: changes }));
  }
  await trashItems(deps, ownScope(ada.session.userId), { ids: itemIds.slice(-1).map(asItemId) });
  return { vault, deps, ada, itemIds, [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose]() };
}

/** Everything in clear, trash and history included; without what a renewal may change. */
async function contents(deps: VaultDeps, unlocked: OpenVault, itemIds: readonly number[]) {
  const all = [
    await fetchAll(deps, unlocked, { trash: false }),
    await fetchAll(deps, unlocked, { trash: true }),
  ];
  const versions = await Promise.all(itemIds.map((id) => listVersions(deps, unlocked, { id: asItemId(id) })));
  return { all, versions };
}

/** How many records are sealed under each vault key's number. */
function countByKey(vault: TestVault): Record<number, number> {
  using raw = openRaw(vault.databasePath);
  const counts: Record<number, number> = {};
  for (const table of ["categories", "items", "item_versions"]) {
    for (const sealed of raw.prepare<[], Buffer>(`SELECT sealed FROM ${table}`).pluck().all()) {
      const keyNumber = sealedKeyNumber(asSealed(sealed));
      counts[keyNumber] = (counts[keyNumber] ?? 0) + 1;
    }
  }
  return counts;
}

/** The same world, where the disk fails from the given step of sealing again on. */
function failingAtStep(deps: VaultDeps, step: number): VaultDeps {
  let steps = 0;
  const reseal: VaultDeps["store"]["records"]["reseal"] = async (...records) => {
    steps += 1;
    if (steps >= step) throw new Error("disk full");
    return deps.store.records.reseal(...records);
  };
  return { ...deps, store: { ...deps.store, records: { ...deps.store.records, reseal } } };
}

const previousKeyOf = async ({ deps, ada }: World) =>
  (await deps.store.users.find(ada.session.userId))?.previousVaultKey;

describe("renewVaultKey", () => {
  it("seals more than a thousand records, trash and history too, under a new key, and changes none of them", async () => {
    await using world = await openFurnished(1100);
    const { deps, ada, vault } = world;
    using unlocked = await ada.unlock();
    const before = await contents(deps, unlocked, world.itemIds);
    expect(countByKey(vault)).toEqual({ 1: 3 + 1100 + 600 });
    const { recoveryCode } = await renewVaultKey(deps, unlocked, {
      password: ada.secrets.password,
      newPassphrase: NEW,
    });
    expect(recoveryCode).not.toBe(ada.recoveryCode);
    expect(countByKey(vault)).toEqual({ 2: 3 + 1100 + 600 });
    expect(await previousKeyOf(world)).toBeNull();
    using renewed = await ada.unlock(NEW);
    expect(renewed.accountKey.number).toBe(2);
    expect(await contents(deps, renewed, world.itemIds)).toEqual(before);
    expect(await refusal(ada.unlock())).toMatchObject({ code: "PASSPHRASE_INCORRECT" });
  });

  it("ends every other session, and keeps its own with a seal", async () => {
    await using world = await openFurnished(1);
    const { deps, ada } = world;
    const other = await ada.logIn();
    using unlocked = await ada.unlock();
    await renewVaultKey(deps, unlocked, { password: ada.secrets.password, newPassphrase: NEW });
    expect(await refusal(unlock(deps, other, NEW))).toMatchObject({ code: "UNAUTHORIZED" });
    expect((await ada.live()).session.seal).not.toBeNull();
  });

  it("refuses the password as the passphrase, and a wrong password", async () => {
    await using world = await openFurnished(1);
    using unlocked = await world.ada.unlock();
    const { password } = world.ada.secrets;
    const equal = renewVaultKey(world.deps, unlocked, { password, newPassphrase: password });
    expect(await refusal(equal)).toMatchObject({ code: "INVALID_INPUT" });
    const wrong = renewVaultKey(world.deps, unlocked, { password: "wrong password", newPassphrase: NEW });
    expect(await refusal(wrong)).toMatchObject({ code: "CREDENTIALS_INCORRECT" });
    expect(countByKey(world.vault)).toEqual({ 1: 6 });
  });

  it("lets no write of the old key in that comes late", async () => {
    await using world = await openFurnished(1);
    const { deps, ada } = world;
    using unlocked = await ada.unlock();
    using stale = await ada.unlock();
    await renewVaultKey(deps, unlocked, { password: ada.secrets.password, newPassphrase: NEW });
    const conflict = (table: string) => ({ code: "CONFLICT", details: { table } });
    expect(
      await refusal(createItems(deps, stale, { items: [{ ...blank, name: "late", password: "" }] })),
    ).toEqual(conflict("items"));
    const category = createCategories(deps, stale, { categories: [{ name: "late" }] });
    expect(await refusal(category)).toEqual(conflict("categories"));
    expect(countByKey(world.vault)).toEqual({ 2: 6 });
  });
});

describe("an interrupted renewal", () => {
  it("leaves everything readable, and is finished at the next login", async () => {
    await using world = await openFurnished(1100);
    const { deps, ada, vault } = world;
    using unlocked = await ada.unlock();
    const before = await contents(deps, unlocked, world.itemIds);
    const { recoveryCode } = await renewVaultKey(failingAtStep(deps, 3), unlocked, {
      password: ada.secrets.password,
      newPassphrase: NEW,
    });
    // The code is shown this once, so it is answered although the sealing stopped half way.
    expect(isRecoveryCode(recoveryCode)).toBe(true);
    expect(vault.faults.map(String)).toEqual(["Error: disk full"]);
    expect(countByKey(vault)).toEqual({ 1: 703, 2: 1000 });
    using between = await ada.unlock(NEW);
    expect(await contents(deps, between, world.itemIds)).toEqual(before);
    const { items } = await createItems(deps, between, {
      items: [{ ...blank, name: "meanwhile", password: "p" }],
    });
    const session = await logIn(deps, HOME, { ...ada.secrets, passphrase: NEW });
    expect(countByKey(vault)).toEqual({ 2: 1704 });
    expect(await previousKeyOf(world)).toBeNull();
    using after = await unlock(deps, session, NEW);
    expect(await getItem(deps, after, { id: asItemId(items[0]?.id ?? 0) })).toMatchObject({
      name: "meanwhile",
    });
    const last = await contents(deps, after, world.itemIds);
    for (const all of last.all) all.items = all.items.filter(({ name }) => name !== "meanwhile");
    expect(last).toEqual(before);
  });

  it("continues past records that don't open, however many lie in front, and keeps the key with them", async () => {
    await using world = await openFurnished(1100);
    const { deps, ada, vault } = world;
    using unlocked = await ada.unlock();
    const before = await contents(deps, unlocked, world.itemIds);
    const damaged = new Set(world.itemIds.slice(0, 600));
    for (const id of damaged) damage(vault.databasePath, "items", id);
    await renewVaultKey(deps, unlocked, { password: ada.secrets.password, newPassphrase: NEW });
    expect(countByKey(vault)).toEqual({ 1: 600, 2: 1103 });
    expect(await previousKeyOf(world)).not.toBeNull();
    using renewed = await ada.unlock(NEW);
    const after = await contents(deps, renewed, world.itemIds);
    expect(after.versions).toEqual(before.versions);
    for (const [index, { items }] of after.all.entries()) {
      expect(items.filter((item) => item.damaged !== damaged.has(item.id))).toEqual([]);
      expect(items.filter(({ id }) => !damaged.has(id))).toEqual(
        before.all[index]?.items.filter(({ id }) => !damaged.has(id)),
      );
    }
  });

  it("loses nothing but the damaged record when the next renewal follows", async () => {
    await using world = await openFurnished(40);
    const { deps, ada, vault } = world;
    const { password } = ada.secrets;
    using unlocked = await ada.unlock();
    damage(vault.databasePath, "items", world.itemIds[20] ?? 0);
    await renewVaultKey(deps, unlocked, { password, newPassphrase: NEW });
    using second = await ada.unlock(NEW);
    await renewVaultKey(deps, second, { password, newPassphrase: "third passphrase" });
    expect(countByKey(vault)).toEqual({ 1: 1, 3: 3 + 39 + 80 });
    using third = await ada.unlock("third passphrase");
    const { items } = await fetchAll(deps, third, { trash: false });
    expect(items.filter((item) => item.damaged).map(({ id }) => id)).toEqual([world.itemIds[20]]);
    const { versions } = await listVersions(deps, third, { id: asItemId(world.itemIds[20] ?? 0) });
    expect(versions.map((version) => version.password)).toEqual(["second 20", "first 20"]);
  });

  it("is finished before the next one overwrites its key", async () => {
    await using world = await openFurnished(1100);
    const { deps, ada, vault } = world;
    const { password } = ada.secrets;
    using unlocked = await ada.unlock();
    await renewVaultKey(failingAtStep(deps, 1), unlocked, { password, newPassphrase: NEW }).catch(
      () => undefined,
    );
    using second = await ada.unlock(NEW);
    await renewVaultKey(deps, second, { password, newPassphrase: "third passphrase" });
    expect(countByKey(vault)).toEqual({ 3: 1703 });
  });

  it("that is finished late, by a login, does not drop the key that the next one keeps", async () => {
    await using world = await openFurnished(1100);
    const { deps, ada, vault } = world;
    const { password } = ada.secrets;
    using unlocked = await ada.unlock();
    await renewVaultKey(failingAtStep(deps, 1), unlocked, { password, newPassphrase: NEW }).catch(
      () => undefined,
    );
    using second = await ada.unlock(NEW);
    const asItWas = second.live.user;
    await renewVaultKey(deps, second, { password, newPassphrase: "third passphrase" });
    using third = await ada.unlock("third passphrase");
    await renewVaultKey(failingAtStep(deps, 2), third, {
      password,
      newPassphrase: "fourth passphrase",
    }).catch(() => undefined);
    await finishVaultKeyRenewal(deps, ownScope(ada.session.userId), {
      user: asItWas,
      vaultKey: second.accountKey,
    });
    expect(await previousKeyOf(world)).not.toBeNull();
    using fourth = await ada.unlock("fourth passphrase");
    const { items } = await fetchAll(deps, fourth, { trash: false });
    expect(items.filter((item) => item.damaged)).toEqual([]);
    await finishVaultKeyRenewal(deps, ownScope(ada.session.userId), {
      user: fourth.live.user,
      vaultKey: fourth.accountKey,
    });
    expect(countByKey(vault)).toEqual({ 4: 1703 });
  });

  it("whose kept key is damaged lets its owner in, and refuses a renewal that would overwrite it", async () => {
    await using world = await openFurnished(1100);
    const { deps, ada, vault } = world;
    const { password } = ada.secrets;
    using unlocked = await ada.unlock();
    await renewVaultKey(failingAtStep(deps, 2), unlocked, { password, newPassphrase: NEW }).catch(
      () => undefined,
    );
    using raw = openRaw(vault.databasePath);
    const kept = raw.prepare<[], Buffer>("SELECT previous_key FROM vaults").pluck().get();
    kept?.writeUInt8(kept.readUInt8(40) ^ 1, 40);
    raw.prepare("UPDATE vaults SET previous_key = ?").run(kept);
    const session = await logIn(deps, HOME, { ...ada.secrets, passphrase: NEW });
    using again = await unlock(deps, session, NEW);
    expect(
      (await listCategories(deps, again, { trash: false })).categories.every((category) => !category.damaged),
    ).toBe(true);
    const renewal = renewVaultKey(deps, again, { password, newPassphrase: "third passphrase" });
    expect(await refusal(renewal)).toEqual({
      code: "RECORD_DAMAGED",
      details: { table: "users", field: "previousVaultKey" },
    });
    expect(countByKey(vault)).toEqual({ 1: 1203, 2: 500 });
  });

  it("gives way to a change of an item that comes between: the change stands", async () => {
    await using world = await openFurnished(10);
    const { deps, ada } = world;
    const { password } = ada.secrets;
    using unlocked = await ada.unlock();
    await renewVaultKey(failingAtStep(deps, 1), unlocked, { password, newPassphrase: NEW }).catch(
      () => undefined,
    );
    using renewed = await ada.unlock(NEW);
    const id = asItemId(world.itemIds[0] ?? 0);
    const findSealedUnder: VaultDeps["store"]["records"]["findSealedUnder"] = async (...which) => {
      const found = await deps.store.records.findSealedUnder(...which);
      const { revision, password: now } = await getItem(deps, renewed, { id });
      if (now !== "changed")
        await updateItems(deps, renewed, { items: [{ id, revision, password: "changed" }] });
      return found;
    };
    const racing = { ...deps, store: { ...deps.store, records: { ...deps.store.records, findSealedUnder } } };
    await finishVaultKeyRenewal(racing, ownScope(ada.session.userId), {
      user: renewed.live.user,
      vaultKey: renewed.accountKey,
    });
    expect(await getItem(deps, renewed, { id })).toMatchObject({ password: "changed", damaged: false });
    const { versions } = await listVersions(deps, renewed, { id });
    expect(versions.map((version) => version.password)).toEqual(["third 0", "second 0", "first 0"]);
    expect(versions.every((version) => !version.damaged)).toBe(true);
    await finishVaultKeyRenewal(deps, ownScope(ada.session.userId), {
      user: renewed.live.user,
      vaultKey: renewed.accountKey,
    });
    expect(countByKey(world.vault)).toEqual({ 2: 3 + 10 + 21 });
  });

  it("and another at the same time: one of them takes effect, and nothing is lost", async () => {
    await using world = await openFurnished(10);
    const { deps, ada } = world;
    const { password } = ada.secrets;
    using one = await ada.unlock();
    using two = await unlock(deps, await ada.logIn(), ada.secrets.passphrase);
    const raced = duringArgon2id(deps, () => renewVaultKey(deps, one, { password, newPassphrase: NEW }));
    expect(
      await refusal(renewVaultKey(raced, two, { password, newPassphrase: "late passphrase" })),
    ).toMatchObject({ code: "CONFLICT" });
    using renewed = await ada.unlock(NEW);
    const { items } = await fetchAll(deps, renewed, { trash: false });
    expect(items.filter((item) => item.damaged)).toEqual([]);
    expect(items).toHaveLength(9);
  });
});
