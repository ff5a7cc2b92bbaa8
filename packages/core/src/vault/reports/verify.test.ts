import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { asAttachmentId, asItemId } from "../../ids.ts";
import { systemClock } from "../../platform/system-clock.ts";
import { systemSha256 } from "../../platform/system-sha256.ts";
import { itemPageRequest } from "../../schemas/items.ts";
import { BLOCK_IDS } from "../../store/rows/id-kinds.ts";
import { writeBackup } from "../../store/sqlite/backup/write-backup.ts";
import { inOneGo } from "../../store/sqlite/files/in-steps.ts";
import { inspectDatabase } from "../../store/sqlite/inspection/inspect-database.ts";
import { damage, makeOwner, type Owner, openRaw, refusal } from "../../testing/owner.ts";
import { MIGRATIONS_FOLDER, openTestVault, type TestVault } from "../../testing/test-vault.ts";
import { renewVaultKey } from "../account/passphrase.ts";
import { finishAttachment } from "../attachments/finish-file.ts";
import { beginAttachment, receivePart } from "../attachments/receive-file.ts";
import { createCategories } from "../categories/categories.ts";
import { createItems, listItems, updateItems } from "../items/items.ts";
import { type VerifyOptions, verifyDatabase } from "./verify.ts";

async function verify(
  world: TestVault,
  owner?: { username: string; passphrase: string },
  path = world.databasePath,
  onProgress?: VerifyOptions["onProgress"],
  skipFiles = false,
) {
  const inspection = inOneGo(inspectDatabase(path, MIGRATIONS_FOLDER));
  try {
    const options = { ...(owner && { owner }), ...(onProgress && { onProgress }), skipFiles };
    return await verifyDatabase(
      { kdf: world.deps.kdf, clock: systemClock, newSha256: systemSha256 },
      inspection,
      options,
    );
  } finally {
    inspection.close();
  }
}

const named = (name: string) => ({
  name,
  url: "",
  account: "",
  username: "",
  password: "a password",
  blob: "",
  categoryId: null,
});

/** Ada's vault: two categories, three items, one with a kept version. And someone else's, with one item. */
async function fill(world: TestVault) {
  const ada = await makeOwner(world.deps, "ada");
  const bob = await makeOwner(world.deps, "bob");
  using vault = await ada.unlock();
  using others = await bob.unlock();
  await createCategories(world.deps, vault, { categories: [{ name: "work" }, { name: "home" }] });
  const { items } = await createItems(world.deps, vault, {
    items: ["one", "two", "three"].map(named),
  });
  await createItems(world.deps, others, { items: [named("bob's")] });
  const [first] = items;
  const id = asItemId(first?.id ?? 0);
  await updateItems(world.deps, vault, { items: [{ id, revision: 1, name: "one, again" }] });
  return { ada, bob };
}

describe("verifyDatabase", () => {
  it("finds nothing wrong with a vault that is sound", async () => {
    await using world = await openTestVault();
    const { ada } = await fill(world);
    expect(await verify(world)).toEqual({ checked: 7, opened: null, chunks: 0, problems: [] });
    expect(await verify(world, ada.secrets)).toEqual({ checked: 7, opened: 6, chunks: 0, problems: [] });
  });

  it("checks a backup as it does a vault, and changes neither", async () => {
    await using world = await openTestVault();
    const { ada } = await fill(world);
    const target = join(world.folder, "backup");
    const made = inOneGo(writeBackup({ source: world.databasePath, target, replace: false, now: 0 }));
    expect(await verify(world, ada.secrets, target)).toEqual({
      checked: 7,
      opened: 6,
      chunks: 0,
      problems: [],
    });
    const again = inOneGo(
      writeBackup({ source: world.databasePath, target: `${target}2`, replace: false, now: 0 }),
    );
    expect(again.bytes).toBe(made.bytes);
  });

  it("says which records don't open, by table and id, with the passphrase only", async () => {
    await using world = await openTestVault();
    const { ada, bob } = await fill(world);
    damage(world.databasePath, "items", 2);
    damage(world.databasePath, "categories", 1);
    damage(world.databasePath, "item_versions", 1);
    // In the second vault's own block.
    const bobs = BLOCK_IDS + 1;
    damage(world.databasePath, "items", bobs);
    expect((await verify(world)).problems).toEqual([]);
    const problem = "doesn't open: it was damaged, or moved here from another place";
    expect(await verify(world, ada.secrets)).toEqual({
      checked: 7,
      opened: 3,
      chunks: 0,
      problems: [
        { table: "categories", id: 1, problem },
        { table: "items", id: 2, problem },
        { table: "item_versions", id: 1, problem },
      ],
    });
    expect((await verify(world, bob.secrets)).problems).toEqual([{ table: "items", id: bobs, problem }]);
  });

  it("finds what shows on an envelope without a passphrase", async () => {
    await using world = await openTestVault();
    await fill(world);
    using raw = openRaw(world.databasePath);
    const set = raw.prepare<[Buffer, number]>("UPDATE items SET sealed = ? WHERE id = ?");
    const sealed = (id: number) => {
      const bytes = raw.prepare<[number], Buffer>("SELECT sealed FROM items WHERE id = ?").pluck().get(id);
      return Buffer.from(bytes ?? []);
    };
    const problemsOf = async (bytes: Buffer) => {
      set.run(bytes, 2);
      return (await verify(world)).problems.map(({ table, id, problem }) => `${table} ${id} ${problem}`);
    };
    const whole = sealed(2);
    const changed = (change: (bytes: Buffer) => void) => {
      const bytes = Buffer.from(whole);
      change(bytes);
      return bytes;
    };
    expect(await problemsOf(changed((bytes) => bytes.writeUInt8(2, 0)))).toEqual([
      "items 2 has format version 2, which this program doesn't know",
    ]);
    expect(await problemsOf(changed((bytes) => bytes.writeUInt32BE(9, 1)))).toEqual([
      "items 2 names vault key 9, which its vault doesn't have",
    ]);
    expect(await problemsOf(changed((bytes) => bytes.fill(0, 5, 29)))).toEqual([
      "items 2 has a nonce of zeros",
    ]);
    expect(await problemsOf(whole.subarray(0, -1))).toEqual([
      "items 2 has a length that sealing doesn't make",
    ]);
    expect(await problemsOf(whole.subarray(0, 20))).toEqual(["items 2 is too short for a sealed value"]);
    expect(await problemsOf(sealed(1))).toEqual([
      "items 2 has the nonce of another record: one was copied over the other",
    ]);
    expect(await problemsOf(whole)).toEqual([]);
  });

  it("finds accounts whose keys can't be right", async () => {
    await using world = await openTestVault();
    const { ada } = await fill(world);
    using raw = openRaw(world.databasePath);
    raw.exec("UPDATE users SET memory_kib = 8, salt = x'00', recovery_seal = x'01' WHERE id = 1");
    expect((await verify(world)).problems).toEqual([
      { table: "users", id: 1, problem: "the recovery seal is too short for a sealed value" },
      { table: "users", id: 1, problem: "the passphrase's salt has not 16 bytes" },
      { table: "users", id: 1, problem: "the passphrase's cost is out of bounds" },
    ]);
    expect((await refusal(verify(world, ada.secrets))).code).toBe("RECORD_DAMAGED");
  });

  it("finds vaults that aren't their account's alone, as nothing that this program writes is", async () => {
    await using world = await openTestVault();
    await fill(world);
    using raw = openRaw(world.databasePath);
    raw.exec("INSERT INTO memberships VALUES (1, 2, 'reader', 'member')");
    raw.exec("UPDATE memberships SET role = 'editor' WHERE vault_id = 2");
    raw.exec("INSERT INTO vaults (id, kind, key_number) VALUES (9, 'personal', 1)");
    expect((await verify(world)).problems).toEqual([
      { table: "users", id: 2, problem: "isn't the manager of its own vault" },
      { table: "vaults", id: 9, problem: "is a personal vault of no account" },
      { table: "vaults", id: 1, problem: "is a personal vault with another member" },
      { table: "counters", id: null, problem: "the counter of users is lower than its ids" },
    ]);
    raw.exec("UPDATE vaults SET kind = 'shared' WHERE id = 1");
    expect((await verify(world)).problems[0]).toEqual({
      table: "users",
      id: 1,
      problem: "has a vault of its number that isn't its own",
    });
  });

  it("finds rows that refer to nothing, and a counter that would give an id out twice", async () => {
    await using world = await openTestVault();
    await fill(world);
    using raw = openRaw(world.databasePath);
    raw.pragma("foreign_keys = OFF");
    raw.exec("UPDATE items SET category_id = 77 WHERE id = 3");
    raw.exec("UPDATE id_ranges SET last = 1 WHERE kind = 'items'");
    expect((await verify(world)).problems).toEqual([
      { table: "items", id: 3, problem: "refers to a missing row of categories" },
      { table: "counters", id: null, problem: "the counter of items is lower than its ids" },
    ]);
  });

  it("says so when pages can't be read, and continues with the others", async () => {
    await using world = await openTestVault();
    await fill(world);
    await world.deps.store.close();
    // A page that nothing is on any more can't be missed; the migrations left some.
    const compact = openRaw(world.databasePath);
    compact.exec("VACUUM");
    compact.close();
    const whole = await readFile(world.databasePath);
    for (let page = 1; page < whole.length / 4096; page += 1) {
      await writeFile(world.databasePath, Buffer.from(whole).fill(0x55, page * 4096, (page + 1) * 4096));
      const { problems } = await verify(world);
      expect([page, problems.length]).not.toEqual([page, 0]);
    }
  });

  it("opens what is still under the key before, while a renewal is under way", async () => {
    await using world = await openTestVault();
    const { ada } = await fill(world);
    const stopped = {
      ...world.deps,
      store: {
        ...world.deps.store,
        records: {
          ...world.deps.store.records,
          findSealedUnder: () => Promise.reject(new Error("stopped in the middle")),
        },
      },
    };
    using vault = await ada.unlock();
    const newPassphrase = "another passphrase";
    await renewVaultKey(stopped, vault, { password: ada.secrets.password, newPassphrase });
    expect(await verify(world)).toMatchObject({ problems: [] });
    const owner = { username: "ada", passphrase: newPassphrase };
    expect(await verify(world, owner)).toEqual({ checked: 7, opened: 6, chunks: 0, problems: [] });
  });

  it("refuses a passphrase that is wrong, and a name that nobody has", async () => {
    await using world = await openTestVault();
    await fill(world);
    const wrong = verify(world, { username: "ada", passphrase: "passphrase of bob" });
    expect((await refusal(wrong)).code).toBe("PASSPHRASE_INCORRECT");
    const nobody = verify(world, { username: "eve", passphrase: "passphrase of eve" });
    expect((await refusal(nobody)).code).toBe("NOT_FOUND");
  });

  it("tells how far it is", async () => {
    await using world = await openTestVault();
    await fill(world);
    const told: unknown[] = [];
    await verify(world, undefined, world.databasePath, (progress) => told.push(progress));
    expect(told).toEqual([2, 6, 7].map((done) => ({ done, total: 7 })));
  });

  it("looks at every chunk of a file, and with the owner's passphrase opens them", async () => {
    await using world = await openTestVault();
    const { ada, bob } = await fill(world);
    using vault = await ada.unlock();
    const [item] = (await listItems(world.deps, vault, itemPageRequest.parse({}))).items;
    const bytes = 300_000;
    const add = async () => {
      const file = { itemId: asItemId(item?.id ?? 0), name: "scan", type: "", bytes };
      const id = asAttachmentId((await beginAttachment(world.deps, vault, file)).id);
      await receivePart(world.deps, vault, { id, from: 0, part: [new Uint8Array(bytes).fill(5)] });
      await finishAttachment(world.deps, vault, { id });
      return id;
    };
    const [id, other] = [await add(), await add()];
    const seen = { checked: 9, chunks: 4, problems: [] };
    expect(await verify(world)).toEqual({ ...seen, opened: null });
    expect(await verify(world, ada.secrets)).toEqual({ ...seen, opened: 8 });
    using raw = openRaw(world.databasePath);
    const problemAfter = async (sql: string, ...who: [Owner["secrets"]] | []) => {
      raw.exec("SAVEPOINT before");
      raw.exec(sql);
      raw.exec("RELEASE before");
      const { problems } = await verify(world, ...who);
      return problems.map((found) => [found.table, found.id, found.problem]);
    };
    raw.exec("CREATE TEMP TABLE kept AS SELECT * FROM attachment_chunks");
    const putBack = "DELETE FROM attachment_chunks; INSERT INTO attachment_chunks SELECT * FROM temp.kept;";
    const of = `attachment_id = ${id}`;
    const fault = (problem: string) => [["attachments", id, problem]];
    expect(await problemAfter(`DELETE FROM attachment_chunks WHERE ${of} AND no = 0`)).toEqual(
      fault("has no chunk 0"),
    );
    expect(await problemAfter(`${putBack} DELETE FROM attachment_chunks WHERE ${of} AND no = 1`)).toEqual(
      fault("has 1 chunks, not 2"),
    );
    const swapped = `${putBack} UPDATE attachment_chunks SET sealed = (SELECT sealed FROM temp.kept k WHERE k.no = 1 AND k.attachment_id = ${other}) WHERE ${of} AND no = 1`;
    expect(await problemAfter(swapped)).toEqual(fault("has chunks that its digest doesn't belong to"));
    expect(await problemAfter(swapped, bob.secrets)).toEqual(
      fault("has chunks that its digest doesn't belong to"),
    );
    expect(await problemAfter(swapped, ada.secrets)).toEqual(
      fault("has a chunk 1 that doesn't open: it was damaged, or moved here from another place"),
    );
    expect(await verify(world, ada.secrets, undefined, undefined, true)).toMatchObject({
      chunks: null,
      problems: [],
    });
  });
});
