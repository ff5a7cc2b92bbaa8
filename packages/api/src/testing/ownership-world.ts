import {
  asAttachmentId,
  asCategoryId,
  asImportUploadId,
  asItemId,
  asPasskeyId,
  asUserId,
  asVaultId,
  type ItemId,
} from "@opp/core/ids";
import { openRaw } from "@opp/core/testing/owner";
import { incoming, sampleFile } from "@opp/core/testing/sample-import";
import { receivePart } from "@opp/core/vault/attachments/receive-file";
import { addPasskey } from "./passkeys.ts";
import { findIdPlaces, type IdKind, sampleInput } from "./sample-input.ts";
import { openTestApi, type TestAccount, type TestApi } from "./test-api.ts";
import { type WalkedProcedure, walkRouter } from "./walk-router.ts";

export type Id = number | string;
export type OwnIds = Readonly<Record<IdKind, readonly Id[]>>;

export const NOBODYS: Readonly<Record<IdKind, Id>> = {
  vault: 900_004,
  category: 900_001,
  item: 900_002,
  version: 900_003,
  session: "d".repeat(32),
  file: 900_005,
  import: 900_006,
  upload: "e".repeat(32),
  account: 900_007,
  link: "f".repeat(32),
  passkey: 900_008,
};

const EVERY_KIND: ReadonlySet<IdKind> = new Set<IdKind>(["file", "import", "upload", "passkey"]);

export const procedures = walkRouter().map((procedure) => ({
  ...procedure,
  places: procedure.input === undefined ? [] : findIdPlaces(procedure.input),
}));

type TextIds = "upload" | "link";
type LiveRows = Omit<Record<IdKind, number[]>, "session" | TextIds> & Record<TextIds, string[]>;

/** Two live items in a live category, each changed once, so that everything has revision 2 and each item a version. */
export async function makeLiveRows(
  api: TestApi,
  account: TestAccount,
  /** Files and imports take time: a call that names none needs none. */
  wanted: ReadonlySet<IdKind> = EVERY_KIND,
): Promise<LiveRows> {
  const { call } = account;
  const { user } = await call.account.get();
  const { categories } = await call.categories.create({ categories: [{ name: "one" }, { name: "two" }] });
  const changes = categories.map(({ id, revision }) => ({ id: asCategoryId(id), revision, name: "changed" }));
  await call.categories.update({ categories: changes });
  const categoryId = asCategoryId(categories[0]?.id ?? 0);
  const { items } = await call.items.create({
    items: ["one", "two"].map((name) => ({ name, password: "first", categoryId })),
  });
  await call.items.update({
    items: items.map(({ id, revision }) => ({ id: asItemId(id), revision, password: "second" })),
  });
  // A file raises its item's revision, so other items have the files.
  const holders = await call.items.create({
    items: ["three", "four"].map((name) => ({ name })),
  });
  const histories = await Promise.all(items.map(({ id }) => call.items.versions({ id: asItemId(id) })));
  return {
    vault: [user.id],
    account: [user.id],
    // Only administrators have any.
    link: [],
    category: categories.map(({ id }) => id),
    item: items.map(({ id }) => id),
    version: histories.flatMap(({ versions }) => versions.map(({ id }) => id)),
    file: wanted.has("file")
      ? await Promise.all(holders.items.map(({ id }) => addFile(api, account, asItemId(id))))
      : [],
    ...(wanted.has("import") || wanted.has("upload")
      ? await makeImports(account)
      : { import: [], upload: [] }),
    passkey: wanted.has("passkey") ? await makePasskeys(account) : [],
  };
}

/** A file that has arrived, so that it has revision 2. */
async function addFile({ vault }: TestApi, { call, unlock }: TestAccount, itemId: ItemId): Promise<number> {
  const { id } = await call.attachments.begin({ itemId, name: "a name", bytes: 10 });
  const part = { id: asAttachmentId(id), from: 0 };
  await receivePart(vault.deps, await unlock(), { ...part, part: [new Uint8Array(10)] });
  await call.attachments.finish({ id: part.id });
  return id;
}

/** Two passkeys. Those of an earlier call go: an account may have few. */
async function makePasskeys({ call: { passkeys }, password }: TestAccount): Promise<number[]> {
  for (const { id } of (await passkeys.list()).passkeys)
    await passkeys.remove({ id: asPasskeyId(id), password });
  const made: number[] = [];
  for (const name of ["one", "two"])
    made.push((await addPasskey({ call: { passkeys }, password }, { name, opensVault: true })).id);
  return made;
}

/** An import that has ended, and a file that was read for another one. */
async function makeImports({ call: { imports }, upload }: TestAccount) {
  const items = [incoming({ name: "imported", category: ["imported"] })];
  const done = asImportUploadId(await upload(sampleFile({ items })));
  await imports.preview({ uploadId: done });
  const { id } = await imports.run({ uploadId: done });
  const read = asImportUploadId(await upload(sampleFile({ items: [incoming({ name: "next" })] })));
  await imports.preview({ uploadId: read });
  return { import: [id], upload: [read] };
}

/** One of everything, live and in the trash, and a second session. */
async function furnish(api: TestApi, account: TestAccount): Promise<OwnIds> {
  const { call } = account;
  const live = await makeLiveRows(api, account);
  const trash = await makeLiveRows(api, account);
  const { attachments } = await call.attachments.list();
  const holders = attachments.flatMap(({ id, itemId }) => (trash.file.includes(id) ? [itemId] : []));
  await call.items.trash({ ids: [...trash.item, ...holders].map(asItemId) });
  await call.categories.trash({ ids: trash.category.map(asCategoryId), cascade: true });
  const removed = live.file[1] ?? 0;
  await call.attachments.remove({ ids: [asAttachmentId(removed)] });
  const { password } = account;
  await api.caller().auth.login({ username: account.username, password });
  const neighbours = await Promise.all(["neighbour", "departed"].map((name) => api.account(name)));
  const accounts = await Promise.all(
    neighbours.map(async ({ call: { account } }) => (await account.get()).user.id),
  );
  await call.administration.deleteAccount({ id: asUserId(accounts[1] ?? 0), password });
  const link = await call.administration.invite({ password });
  const { sessions } = await call.sessions.list();
  return {
    vault: live.vault,
    category: [live.category[0] ?? 0, trash.category[0] ?? 0],
    item: [
      live.item[0] ?? 0,
      trash.item[0] ?? 0,
      attachments.find(({ id }) => id === live.file[0])?.itemId ?? 0,
    ],
    version: [live.version[0] ?? 0, trash.version[0] ?? 0],
    file: [live.file[0] ?? 0, trash.file[0] ?? 0, removed],
    import: trash.import,
    upload: trash.upload,
    account: accounts,
    link: [link.id],
    passkey: trash.passkey,
    session: sessions.toSorted((a, b) => Number(a.current) - Number(b.current)).map(({ id }) => id),
  };
}

/** An account with one of everything. */
export async function openVictimsWorld() {
  const api = await openTestApi();
  // Ids that look like no other number in an answer.
  await api.vault.deps.store.categories.reserveIds(asVaultId(1), 300_000);
  await api.vault.deps.store.items.reserveIds(asVaultId(1), 600_000);
  await api.vault.deps.store.attachments.reserveIds(asVaultId(1), 800_000);
  await api.vault.deps.store.importBatches.reserveIds(asVaultId(1), 1_000_000);
  await api.vault.deps.store.passkeys.reserveIds(asVaultId(1), 1_200_000);
  const victim = await api.account("victim");
  const ids = await furnish(api, victim);
  return { api, victim, ids, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
}

/** The same, and someone else's account. */
export async function openWorld() {
  const world = await openVictimsWorld();
  return { ...world, intruder: await world.api.account("intruder") };
}

/** All that the database holds of an account, byte for byte, and all that its owner sees. */
export async function dump({ vault }: TestApi, { call, username }: TestAccount) {
  using raw = openRaw(vault.databasePath);
  const userId = raw.prepare("SELECT id FROM users WHERE username = ?").pluck().get(username);
  const rows = {
    users: raw.prepare("SELECT * FROM users WHERE id = ?").all(userId),
    vaults: raw.prepare("SELECT * FROM vaults WHERE id = ?").all(userId),
    memberships: raw.prepare("SELECT * FROM memberships WHERE vault_id = ? ORDER BY user_id").all(userId),
    passkeys: raw.prepare("SELECT * FROM passkeys WHERE user_id = ? ORDER BY id").all(userId),
    sessions: raw.prepare("SELECT * FROM sessions WHERE user_id = ? ORDER BY id").all(userId),
    categories: raw.prepare("SELECT * FROM categories WHERE vault_id = ? ORDER BY id").all(userId),
    items: raw.prepare("SELECT * FROM items WHERE vault_id = ? ORDER BY id").all(userId),
    versions: raw
      .prepare(
        "SELECT v.* FROM item_versions v JOIN items i ON i.id = v.item_id WHERE i.vault_id = ? ORDER BY v.id",
      )
      .all(userId),
    files: raw.prepare("SELECT * FROM attachments WHERE vault_id = ? ORDER BY id").all(userId),
    imports: raw.prepare("SELECT * FROM import_batches WHERE vault_id = ? ORDER BY id").all(userId),
    importRows: raw
      .prepare(
        "SELECT r.* FROM import_rows r JOIN import_batches b ON b.id = r.batch_id WHERE b.vault_id = ? ORDER BY r.batch_id, r.kind, r.row_id",
      )
      .all(userId),
    events: raw.prepare("SELECT * FROM audit_events WHERE user_id = ? ORDER BY id").all(userId),
  };
  const seen = [await call.vault.fetchAll({ trash: false }), await call.vault.fetchAll({ trash: true })];
  const histories = await Promise.all(
    seen.flatMap(({ items }) => items).map(({ id }) => call.items.versions({ id: asItemId(id) })),
  );
  return { rows, seen, histories, sessions: await call.sessions.list() };
}

/** An input with this id at this place, and the caller's own ids everywhere else: `rows - 1` rows of them in front. */
export const inputWith = (
  { input }: WalkedProcedure,
  { password }: Pick<TestAccount, "password">,
  { place, id, own, rows }: { place: string; id: Id; own: OwnIds; rows: number },
) => {
  const sample = sampleInput(input, rows, (kind, row, at) =>
    at === place && (row === rows - 1 || !place.includes("[]")) ? id : (own[kind][row] ?? own[kind][0]),
  );
  return Reflect.has(Object(sample), "password") ? { ...Object(sample), password } : sample;
};
