import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { legacyCipher } from "../../platform/legacy-cipher.ts";
import { openLegacyDatabase } from "../../store/sqlite/files/open-legacy-database.ts";
import { encryptLegacy, OldDatabase } from "../../testing/legacy-database.ts";
import { HOME, makeOwner, refusal, unlock } from "../../testing/owner.ts";
import { openTestVault, type TestVault } from "../../testing/test-vault.ts";
import { logIn } from "../access/log-in.ts";
import { describeAccount } from "../access/sessions.ts";
import { deleteAccount } from "../account/account.ts";
import { changePassphrase } from "../account/passphrase.ts";
import { recoverAccount } from "../account/recover.ts";
import { listCategories } from "../categories/categories.ts";
import { fetchAll } from "../items/fetch-all.ts";
import { importLegacyVault, type LegacyAnswer, type LegacyImportOptions } from "./import-legacy-vault.ts";

const VECTORS = join(import.meta.dirname, "../../legacy/vectors");
const SAMPLE = join(VECTORS, "legacy-sample.sqlite");

const times = { created_at: z.string(), updated_at: z.string() };
const expected = z
  .object({
    users: z.array(
      z.object({
        ...times,
        username: z.string(),
        password: z.string(),
        phrase: z.string(),
        categories: z.array(z.object({ ...times, id: z.int(), name: z.string(), sort_id: z.int() })),
        items: z.array(
          z.object({
            ...times,
            id: z.int(),
            name: z.string(),
            url: z.string(),
            account: z.string(),
            username: z.string(),
            password: z.string(),
            blob: z.string(),
            sort_id: z.int(),
            category_id: z.int().nullable(),
          }),
        ),
      }),
    ),
  })
  .parse(JSON.parse(await readFile(join(VECTORS, "legacy-sample.json"), "utf8")));

interface Wish extends Partial<LegacyAnswer>, Partial<LegacyImportOptions> {}

/** Imports one user, by name, of the database at `path`. */
async function moveIn(vault: TestVault, path: string, username: string, wish: Wish = {}) {
  const database = openLegacyDatabase(path);
  try {
    const user = database.users().find((row) => String(row.username) === username);
    if (!user) throw new Error(`The old database has no ${username}.`);
    const { passphrase, newPassphrase, username: rename, timeZone = "UTC", dryRun = false } = wish;
    const answer = passphrase === undefined ? null : { passphrase, newPassphrase };
    const deps = { ...vault.deps, legacyCipher };
    return await importLegacyVault(deps, database, {
      user,
      answer,
      options: { timeZone, dryRun, username: rename },
    });
  } finally {
    database.close();
  }
}

async function openAll(vault: TestVault, username: string, password: string, passphrase: string) {
  const session = await logIn(vault.deps, HOME, { username, password, passphrase });
  return fetchAll(vault.deps, await unlock(vault.deps, session, passphrase), { trash: false });
}

/** The instant of one of the sample's times, which are UTC here. */
const instant = (text: string) => Date.parse(`${text.slice(0, 23).replace(" ", "T")}Z`);

/** An old database with user "ann", passphrase "an old phrase", and what `fill` adds. */
async function oldDatabase(
  vault: TestVault,
  fill: (old: OldDatabase) => void = () => undefined,
): Promise<string> {
  const path = join(vault.folder, "old.sqlite");
  using old = new OldDatabase(path);
  await old.addUser({ id: 1, username: "ann", password: "p", phrase: PHRASE });
  fill(old);
  return path;
}
const PHRASE = "an old phrase";
const NEW = { passphrase: PHRASE, newPassphrase: "a new passphrase" };
const sealedOld = (text: string | Uint8Array) => encryptLegacy(PHRASE, text);

describe("importLegacyVault", () => {
  it.each(expected.users)(
    "takes over all that $username has in OpenPassPhrase's own sample",
    async (user) => {
      await using vault = await openTestVault();
      const newPassphrase = `new ${user.phrase}`;
      const report = await moveIn(vault, SAMPLE, user.username, { passphrase: user.phrase, newPassphrase });
      expect(report).toMatchObject({
        outcome: "imported",
        refusal: null,
        problems: [],
        passphraseKept: false,
        readable: { categories: user.categories.length, items: user.items.length },
      });
      const { categories, items } = await openAll(vault, user.username, user.password, newPassphrase);
      const account = await vault.deps.store.users.findByUsername(user.username);
      expect(account?.createdAt).toBe(instant(user.created_at));
      expect(categories).toMatchObject(
        user.categories.map(({ name, sort_id, created_at, updated_at }) => ({
          name,
          sortId: sort_id,
          createdAt: instant(created_at),
          updatedAt: instant(updated_at),
        })),
      );
      const categoryIds = new Map(user.categories.map(({ id }, at) => [id, categories[at]?.id]));
      expect(items).toMatchObject(
        user.items.map(({ id: _, category_id, sort_id, created_at, updated_at, ...fields }) => ({
          ...fields,
          categoryId: category_id === null ? null : categoryIds.get(category_id),
          sortId: sort_id,
          createdAt: instant(created_at),
          updatedAt: instant(updated_at),
          deletedAt: null,
          damaged: false,
        })),
      );
      expect(items).toHaveLength(user.items.length);
    },
  );

  it("gives a recovery code that works", async () => {
    await using vault = await openTestVault();
    const path = await oldDatabase(vault);
    const { recoveryCode } = await moveIn(vault, path, "ann", NEW);
    const newPassphrase = "a third passphrase";
    const input = { username: "ann", password: "p", recoveryCode: recoveryCode ?? "", newPassphrase };
    await recoverAccount(vault.deps, HOME, input);
    expect((await openAll(vault, "ann", "p", newPassphrase)).items).toEqual([]);
  });

  it("imports nothing twice, not even after a renaming, and says when and as whom it was", async () => {
    await using vault = await openTestVault();
    const path = await oldDatabase(vault, (old) => old.addItem(1, 1, { name: sealedOld("once") }));
    await moveIn(vault, path, "ann", { ...NEW, username: "anna" });
    const again = await moveIn(vault, path, "ann", NEW);
    expect(again).toMatchObject({ outcome: "already-imported", recoveryCode: null });
    expect(again.reason).toMatch(/^It was imported on \d{4}-\d\d-\d\d, as "anna"\.$/);
    expect(await vault.deps.store.users.count()).toBe(1);
    expect((await openAll(vault, "anna", "p", NEW.newPassphrase)).items).toHaveLength(1);
  });

  it("refuses an account that was imported and deleted, until it is erased", async () => {
    await using vault = await openTestVault();
    const path = await oldDatabase(vault);
    await moveIn(vault, path, "ann", NEW);
    const session = await logIn(vault.deps, HOME, {
      username: "ann",
      password: "p",
      passphrase: NEW.newPassphrase,
    });
    const opened = await unlock(vault.deps, session, NEW.newPassphrase);
    await deleteAccount(vault.deps, opened, { password: "p" });
    const again = await moveIn(vault, path, "ann", NEW);
    expect(again).toMatchObject({ outcome: "already-imported", reason: expect.stringContaining("deleted") });
    await vault.deps.store.users.eraseDeletedBefore(vault.deps.clock.now() + 1, 100);
    expect(await moveIn(vault, path, "ann", NEW)).toMatchObject({ outcome: "imported" });
  });

  it("counts in a dry run, and writes nothing", async () => {
    await using vault = await openTestVault();
    const path = await oldDatabase(vault, (old) => {
      old.addCategory(1, 1, sealedOld("c"));
      old.addItem(1, 1, { name: sealedOld("good") });
      old.addItem(1, 2, { name: encryptLegacy("somebody else's", "bad") });
    });
    const before = await readFile(vault.databasePath);
    expect(await moveIn(vault, path, "ann", { ...NEW, dryRun: true })).toMatchObject({
      outcome: "counted",
      found: { categories: 1, items: 2 },
      readable: { categories: 1, items: 1 },
      problems: [{ table: "items", id: 2, kind: "left-out" }],
      recoveryCode: null,
    });
    expect(await moveIn(vault, path, "ann", { dryRun: true })).toMatchObject({
      outcome: "counted",
      found: { categories: 1, items: 2 },
      readable: null,
    });
    expect(await vault.deps.store.users.count()).toBe(0);
    expect(await readFile(vault.databasePath)).toEqual(before);
  });

  it("refuses a wrong passphrase, and none at all", async () => {
    await using vault = await openTestVault();
    const path = await oldDatabase(vault);
    expect(await moveIn(vault, path, "ann", { passphrase: "another" })).toMatchObject({
      outcome: "refused",
      refusal: "passphrase-incorrect",
    });
    expect(await moveIn(vault, path, "ann")).toMatchObject({ outcome: "refused", refusal: "no-passphrase" });
    expect(await vault.deps.store.users.count()).toBe(0);
  });

  it.each([
    ["with letters beyond Latin-1, which its API could never take", "пароль 日本 🗝️", "пароль 日本 🗝️"],
    [
      "typed with letters put together, set with letters taken apart",
      "schlüssel".normalize("NFD"),
      "schlüssel",
    ],
    ["typed with a blank behind it, which OpenPassPhrase trimmed", "an old phrase", "an old phrase "],
  ])("opens by a passphrase %s", async (_, phrase, typed) => {
    await using vault = await openTestVault();
    const path = join(vault.folder, "old.sqlite");
    using old = new OldDatabase(path);
    await old.addUser({ id: 1, username: "ann", password: "p", phrase });
    old.addItem(1, 1, { name: encryptLegacy(phrase, "mine") });
    await moveIn(vault, path, "ann", { passphrase: typed, newPassphrase: "a new passphrase" });
    expect((await openAll(vault, "ann", "p", "a new passphrase")).items).toMatchObject([{ name: "mine" }]);
  });

  it("keeps the old passphrase if there is no new one, and marks the account until it is changed", async () => {
    await using vault = await openTestVault();
    const path = await oldDatabase(vault);
    expect(await moveIn(vault, path, "ann", { passphrase: PHRASE })).toMatchObject({ passphraseKept: true });
    const session = await logIn(vault.deps, HOME, { username: "ann", password: "p", passphrase: PHRASE });
    const opened = await unlock(vault.deps, session, PHRASE);
    expect((await describeAccount(vault.deps, opened.live)).oldPassphraseKept).toBe(true);
    await changePassphrase(vault.deps, opened, { password: "p", newPassphrase: "a new passphrase" });
    expect((await describeAccount(vault.deps, opened.live)).oldPassphraseKept).toBe(false);
  });

  it("marks a new passphrase that is the old one", async () => {
    await using vault = await openTestVault();
    const path = await oldDatabase(vault);
    const report = await moveIn(vault, path, "ann", { passphrase: PHRASE, newPassphrase: PHRASE });
    expect(report).toMatchObject({ outcome: "imported", passphraseKept: true });
  });

  it("refuses a passphrase that can't be here, and says which and why", async () => {
    await using vault = await openTestVault();
    const path = join(vault.folder, "old.sqlite");
    using old = new OldDatabase(path);
    await old.addUser({ id: 1, username: "short", password: "p", phrase: "abc" });
    await old.addUser({ id: 2, username: "tab", password: "p", phrase: "a\tpassphrase" });
    await old.addUser({
      id: 3,
      username: "same",
      password: "the same for both",
      phrase: "the same for both",
    });
    const refused = async (username: string, wish: Wish) => {
      const { refusal, reason } = await moveIn(vault, path, username, wish);
      return [refusal, reason];
    };
    expect(await refused("short", { passphrase: "abc" })).toEqual([
      "old-passphrase-invalid",
      "The old passphrase can't be kept. A passphrase needs at least 6 characters. Choose a new one.",
    ]);
    expect(await refused("tab", { passphrase: "a\tpassphrase" })).toEqual([
      "old-passphrase-invalid",
      expect.stringContaining("control character"),
    ]);
    expect(await refused("short", { passphrase: "abc", newPassphrase: "abcd" })).toEqual([
      "new-passphrase-invalid",
      expect.stringContaining("at least 6 characters"),
    ]);
    expect(await refused("same", { passphrase: "the same for both" })).toEqual([
      "passphrase-is-password",
      expect.stringContaining("must not be the password"),
    ]);
    expect(await refused("tab", { passphrase: "a\tpassphrase", newPassphrase: "a passphrase" })).toEqual([
      null,
      null,
    ]);
  });

  it("refuses a username that is taken or can't be, and takes another one for it", async () => {
    await using vault = await openTestVault();
    await makeOwner(vault.deps, "ann");
    const path = await oldDatabase(vault);
    expect(await moveIn(vault, path, "ann", NEW)).toMatchObject({ refusal: "username-taken" });
    const renamed = await moveIn(vault, path, "ann", { ...NEW, username: "a\u0000" });
    expect(renamed).toMatchObject({ refusal: "username-invalid" });
    expect(await moveIn(vault, path, "ann", { ...NEW, username: "ann 2" })).toMatchObject({
      outcome: "imported",
    });
    expect((await openAll(vault, "ann 2", "p", NEW.newPassphrase)).items).toEqual([]);
  });

  it("trims a username, as everywhere here", async () => {
    await using vault = await openTestVault();
    const path = join(vault.folder, "old.sqlite");
    using old = new OldDatabase(path);
    await old.addUser({ id: 1, username: " ann ", password: "p", phrase: PHRASE });
    expect(await moveIn(vault, path, " ann ", NEW)).toMatchObject({
      legacyUsername: " ann ",
      username: "ann",
    });
  });

  it("takes over an account whose password hash is broken, with a password that nobody has", async () => {
    await using vault = await openTestVault();
    const path = join(vault.folder, "old.sqlite");
    using old = new OldDatabase(path);
    await old.addUser(
      { id: 7, username: "ann", password: "p", phrase: PHRASE },
      { password: "$2b$31$short" },
    );
    expect(await moveIn(vault, path, "ann", NEW)).toMatchObject({
      outcome: "imported",
      problems: [{ table: "users", id: 7, kind: "noted" }],
    });
    const input = { username: "ann", password: "p" };
    expect(await refusal(logIn(vault.deps, HOME, input))).toMatchObject({ code: "CREDENTIALS_INCORRECT" });
  });

  it("leaves nothing of a vault when writing it fails in the middle", async () => {
    await using vault = await openTestVault();
    const path = await oldDatabase(vault, (old) => old.addItem(1, 1, { name: sealedOld("i") }));
    const { imports } = vault.deps.store;
    const broken: typeof imports = {
      ...imports,
      insert: (sealed) => {
        const [item] = sealed.items;
        // The same id twice: the database refuses the second row, after account and first item were written.
        return imports.insert({ ...sealed, items: item ? [item, item] : [] });
      },
    };
    const world = { ...vault, deps: { ...vault.deps, store: { ...vault.deps.store, imports: broken } } };
    await expect(moveIn(world, path, "ann", NEW)).rejects.toThrow();
    expect(await vault.deps.store.users.count()).toBe(0);
    expect(await moveIn(vault, path, "ann", NEW)).toMatchObject({ outcome: "imported" });
  });

  it("says in the activity log that the account moved in", async () => {
    await using vault = await openTestVault();
    await moveIn(vault, await oldDatabase(vault), "ann", NEW);
    const user = await vault.deps.store.users.findByUsername("ann");
    if (!user) throw new Error("unreachable");
    expect(await vault.deps.store.audit.list(user.id, 10)).toMatchObject([{ kind: "imported" }]);
    const session = await logIn(vault.deps, HOME, {
      username: "ann",
      password: "p",
      passphrase: NEW.newPassphrase,
    });
    const opened = await unlock(vault.deps, session, NEW.newPassphrase);
    expect((await listCategories(vault.deps, opened, { trash: false })).categories).toEqual([]);
  });
});
