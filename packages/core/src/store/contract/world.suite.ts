import {
  asCategoryId,
  asItemId,
  asSessionId,
  type CategoryId,
  personalVaultOf,
  type UserId,
} from "../../ids.ts";
import { asSealed, type Sealed } from "../../sealed.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { Refusal } from "../membership.ts";
import type { CategoryRow, ItemRow, PassphraseWrap, SessionRow, UserRow } from "../rows.ts";
import type { Store } from "../store.ts";

/** An empty database of a test's own, and connections to it. */
export interface World extends AsyncDisposable {
  readonly store: Store;
  /** Another connection to the same database, as another process has. */
  connect(): Promise<Store>;
}
export type OpenWorld = () => Promise<World>;

/** Bytes shaped like a sealed record: the store reads no more of one than the number of its key. */
export function sealed(text: string, keyNumber = 1): Sealed {
  const bytes = new Uint8Array([1, 0, 0, 0, 0, ...new TextEncoder().encode(text)]);
  new DataView(bytes.buffer).setUint32(1, keyNumber);
  return asSealed(bytes);
}

export const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes.subarray(5));

export const wrap = (wrapNumber: number, keyNumber = 1): PassphraseWrap => ({
  wrapNumber,
  keyNumber,
  salt: new Uint8Array(16).fill(wrapNumber),
  memoryKib: 65_536,
  passes: 3,
  parallelism: 1,
  sealedVaultKey: sealed(`vault key in wrap ${wrapNumber}`, keyNumber),
});

export async function addUser(
  store: Store,
  username: string,
  createdAt = 1000,
  invitation?: Uint8Array,
): Promise<UserRow> {
  const id = await store.users.reserveId();
  const row = {
    id,
    username,
    passwordHash: `hash of ${username}`,
    wrap: wrap(1),
    recoverySeal: sealed("recovery"),
    createdAt,
  };
  const administrator = (await store.users.count()) === 0;
  const outcome = await store.users.insert(row, { onlyFirst: false, invitation });
  if (outcome !== "inserted") throw new Error(outcome);
  return {
    ...row,
    formerUsername: null,
    previousVaultKey: null,
    updatedAt: createdAt,
    deletedAt: null,
    secondFactor: false,
    factorRev: 1,
    codeFailures: 0,
    spareFailures: 0,
    administrator,
  };
}

/** Of each store, so that equal worlds have equal sessions. */
const sessionCounts = new WeakMap<Store, number>();

export async function addSession(
  store: Store,
  user: UserRow,
  given: Partial<Pick<SessionRow, "createdAt" | "expiresAt" | "seal" | "slideMs" | "endsAt">> = {},
): Promise<SessionRow> {
  const { createdAt = 1000, expiresAt = 1_000_000, seal = sealed("session seal") } = given;
  const { slideMs = null, endsAt = null } = given;
  const sessionCount = (sessionCounts.get(store) ?? 0) + 1;
  sessionCounts.set(store, sessionCount);
  const id = asSessionId(sessionCount.toString(16).padStart(32, "0"));
  const secretHash = new Uint8Array(32).fill(sessionCount);
  const times = { createdAt, expiresAt, slideMs, endsAt };
  const row = { id, userId: user.id, secretHash, seal, sealedOrigin: sealed("origin"), ...times };
  const checkedAgainst = {
    passwordHash: user.passwordHash,
    wrapNumber: user.wrap.wrapNumber,
    factorRev: user.factorRev,
    proof: null,
  };
  if (!(await store.sessions.insert(row, checkedAgainst))) throw new Error("The session was not let in.");
  const sealedAt = seal === null ? null : createdAt;
  return {
    ...row,
    sealMadeAt: sealedAt,
    sealUsedAt: sealedAt,
    ticketSeal: null,
    ticketMadeAt: null,
    ticketUsedAt: null,
    failures: 0,
    lastUsedAt: createdAt,
    provedAt: null,
    passkeyId: null,
  };
}

export async function addCategories(
  store: Store,
  userId: UserId,
  names: readonly string[],
  now = 1000,
): Promise<CategoryRow[]> {
  const first = await store.categories.reserveIds(personalVaultOf(userId), names.length);
  const rows = names.map((name, i) => ({ id: asCategoryId(first + i), sealed: sealed(name) }));
  const inserted = await store.categories.insert(ownScope(userId), rows, { keyNumber: 1, now });
  if (typeof inserted === "string") throw new Error(inserted);
  return inserted;
}

export async function addItems(
  store: Store,
  userId: UserId,
  names: readonly string[],
  { categoryId = null, now = 1000 }: { categoryId?: CategoryId | null; now?: number } = {},
): Promise<ItemRow[]> {
  const first = await store.items.reserveIds(personalVaultOf(userId), names.length);
  const rows = names.map((name, i) => ({ id: asItemId(first + i), categoryId, sealed: sealed(name) }));
  const inserted = allowed(await store.items.insert(ownScope(userId), rows, { keyNumber: 1, now }));
  if (inserted.outcome !== "replaced") throw new Error(inserted.outcome);
  return inserted.rows;
}

/** One of what a helper above added. */
export function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`There are ${rows.length} rows, not one.`);
  return row;
}

/** The answer to a call that was allowed. */
export function allowed<Answer>(answer: Answer): Exclude<Answer, Refusal> {
  if (isAllowed(answer)) return answer;
  throw new Error(String(answer));
}

const isAllowed = <Answer>(answer: Answer): answer is Exclude<Answer, Refusal> =>
  answer !== "no-member" && answer !== "role-insufficient";

export const idsOf = <Id>(rows: readonly { readonly id: Id }[]): Id[] => rows.map(({ id }) => id);

/** For who doesn't ask whether there are more. */
export const rowsOf = async (
  store: Store,
  userId: UserId,
  filter: Parameters<Store["items"]["page"]>[1],
): Promise<ItemRow[]> => (await store.items.page(ownScope(userId), filter)).rows;

export const everyItem = { limit: 1_000_000 };

/** Replaces an item's record by one that says `text`, as a reader of `row` would. */
export const rewrite = async (
  store: Store,
  userId: UserId,
  row: ItemRow,
  text: string,
  now = 2000,
  keepVersions = 20,
) =>
  allowed(
    await store.items.replace(
      ownScope(userId),
      [{ id: row.id, expectedRevision: row.revision, sealRev: row.sealRev + 1, sealed: sealed(text) }],
      { keyNumber: 1, now, keepVersions },
    ),
  );

/** Everything that is in the owner's trash. */
export async function emptyWholeTrash(store: Store, userId: UserId) {
  return store.trash.erase(ownScope(userId), await store.trash.list(ownScope(userId)), {
    event: "trash-emptied",
    now: 3000,
  });
}

/** The vault gets key 2 in place of 1, and its records are still to be sealed again. */
export const startRenewal = (store: Store, userId: UserId) =>
  store.users.replaceWrap(userId, {
    expectedWrapNumber: 1,
    event: "passphrase-changed",
    wrap: wrap(2, 2),
    recoverySeal: sealed("recovery", 2),
    previousVaultKey: sealed("previous key", 1),
    keep: null,
    now: 2000,
  });

/** All that the store tells of an account, for comparing before with after. */
export async function allOf(store: Store, userId: UserId) {
  const live = await rowsOf(store, userId, { trash: false, ...everyItem });
  const trash = await rowsOf(store, userId, { trash: true, ...everyItem });
  const versions = await Promise.all(
    [...live, ...trash].map(({ id }) => store.items.versions(ownScope(userId), id)),
  );
  const everything = {
    user: await store.users.find(userId),
    sessions: await store.sessions.list(userId, 0),
    factors: await store.secondFactors.find(userId),
    passkeys: await store.passkeys.list(userId),
    categories: await store.categories.list(ownScope(userId), { trash: false }),
    trashedCategories: await store.categories.list(ownScope(userId), { trash: true }),
    items: live,
    trashedItems: trash,
    versions: versions.flat(),
    files: await store.attachments.list(ownScope(userId)),
    imports: await store.importBatches.list(ownScope(userId)),
    trend: await store.healthTrends.find(ownScope(userId)),
    audit: await store.audit.list(userId, 1000),
  };
  return plain(everything);
}

/** The same with every byte array as text, since drivers answer subclasses of Uint8Array that don't compare as equal. */
export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array)
    return `bytes ${Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}
