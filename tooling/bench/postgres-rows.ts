import { randomBytes } from "node:crypto";
import { asItemId, personalVaultOf, type UserId } from "@opp/core/ids";
import { systemClock } from "@opp/core/platform/system-clock";
import { asSealed, type Sealed } from "@opp/core/sealed";
import { openPostgresStore } from "@opp/core/store/postgres/open-store";
import type { Store } from "@opp/core/store/store";
import { ownScope } from "@opp/core/testing/own-scope";
import { setup } from "@opp/core/testing/postgres-server";
import { openTempDatabase, postgresMigrations } from "@opp/core/testing/temp-postgres";
import { openTempStore } from "@opp/core/testing/temp-store";
import { openEachItem } from "@opp/core/vault/records/open-each-item";
import { Client } from "pg";
import { type Row, row } from "./row.ts";
import { against, inTurn, spread } from "./statistics.ts";

const JUDGED = 10_000;
const ITEMS_A_CALL = 10_000;
/** Sealed records are padded; most are of these sizes. */
const LEAST_BYTES = 560;
const MOST_BYTES = 1000;
const WRITE = { keyNumber: 1, now: 1000 };

/** The store in PostgreSQL against plain statements on the same server; and against SQLite, without a mark. */
export async function* postgresRows(quick: boolean): AsyncGenerator<Row> {
  const stop = await setup();
  try {
    yield* measure(quick);
  } finally {
    await stop();
  }
}

async function* measure(quick: boolean): AsyncGenerator<Row> {
  const runs = quick ? 5 : 15;
  await using database = await openTempDatabase();
  const store = await openPostgresStore({
    server: database.place,
    migrationsFolder: postgresMigrations,
    losesData: true,
  });
  const floor = new Client(database.place);
  await floor.connect();
  await using sqlite = await openTempStore();
  try {
    yield await versions(floor);
    const perItem = new Map<number, number>();
    for (const size of quick ? [1000, JUDGED] : [1000, JUDGED, 100_000]) {
      const userId = await addVault(store, size);
      await floor.query("VACUUM ANALYZE");
      const ours = () => timed(() => readAll(store, userId, size));
      const byHand = () => timed(() => readByHand(floor, userId, size));
      const times = await inTurn(size > JUDGED ? 3 : runs, ours, byHand);
      perItem.set(size, times.ours.median / size);
      yield judge(`PostgreSQL: fetch all of ${count(size)} items`, times, size === JUDGED ? 1.5 : null);
      if (size !== JUDGED) continue;
      yield await creation({ store, floor, userId, runs });
      yield await oneItem({ store, floor, userId, runs: runs * 40 });
      yield await besideSqlite(sqlite.store, times.ours.median, runs);
    }
    yield flatness(perItem);
  } finally {
    await floor.end();
    await store.close();
  }
}

async function versions(floor: Client): Promise<Row> {
  const settings = ["server_version", "fsync", "synchronous_commit", "shared_buffers"];
  const found: string[] = [];
  for (const name of settings) {
    const { rows } = await floor.query<{ value: string }>("SELECT current_setting($1) AS value", [name]);
    found.push(`${name} ${rows[0]?.value}`);
  }
  return row("PostgreSQL: what is measured", found[0] ?? "", "(for comparison)", true, found.join(", "), {});
}

async function addVault(store: Store, size: number): Promise<UserId> {
  const userId = await store.users.reserveId();
  const wrap = {
    wrapNumber: 1,
    keyNumber: 1,
    salt: randomBytes(16),
    memoryKib: 65_536,
    passes: 3,
    parallelism: 1,
    sealedVaultKey: sealedOf(64),
  };
  const user = {
    id: userId,
    username: `vault of ${size}`,
    passwordHash: "hash",
    wrap,
    recoverySeal: sealedOf(64),
    createdAt: 1000,
  };
  const outcome = await store.users.insert(user, { onlyFirst: false });
  if (outcome !== "inserted") throw new Error(outcome);
  for (let from = 0; from < size; from += ITEMS_A_CALL)
    await insert(store, userId, records(Math.min(ITEMS_A_CALL, size - from)));
  return userId;
}

const sealedOf = (bytes: number): Sealed => asSealed(new Uint8Array([1, 0, 0, 0, 1, ...randomBytes(bytes)]));
const records = (size: number): Sealed[] =>
  Array.from({ length: size }, (_, at) => sealedOf(LEAST_BYTES + ((at * 37) % (MOST_BYTES - LEAST_BYTES))));

async function insert(store: Store, userId: UserId, sealed: readonly Sealed[]): Promise<void> {
  const first = await store.items.reserveIds(personalVaultOf(userId), sealed.length);
  const rows = sealed.map((record, at) => ({ id: asItemId(first + at), categoryId: null, sealed: record }));
  const inserted = await store.items.insert(ownScope(userId), rows, WRITE);
  if (typeof inserted === "string" || inserted.outcome !== "replaced")
    throw new Error("Nothing was inserted.");
}

async function readAll(store: Store, userId: UserId, size: number): Promise<void> {
  const rows = await openEachItem(
    { store, clock: systemClock },
    { scope: ownScope(userId) },
    { request: { trash: false }, opener: () => (read) => read },
  );
  if (rows.length !== size) throw new Error(`${rows.length} items were read, not ${size}.`);
}

const COLUMNS =
  "id, category_id, sort_id, seal_rev, revision, created_at, updated_at, deleted_at, used_at, sealed";

async function readByHand(floor: Client, userId: UserId, size: number): Promise<void> {
  const { rows } = await floor.query({
    name: "all",
    text: `SELECT ${COLUMNS} FROM items WHERE vault_id = $1 AND deleted_at IS NULL ORDER BY sort_id, id`,
    values: [userId],
    rowMode: "array",
  });
  if (rows.length !== size) throw new Error(`${rows.length} items were read by the floor, not ${size}.`);
}

interface Judged {
  readonly store: Store;
  readonly floor: Client;
  readonly userId: UserId;
  readonly runs: number;
}

/** Each run's items are erased after it, apart from the time. */
async function creation({ store, floor, userId, runs }: Judged): Promise<Row> {
  const made = records(JUDGED);
  const { rows } = await floor.query<{ last: string }>("SELECT max(id) AS last FROM items");
  const before = Number(rows[0]?.last);
  const clear = () => floor.query("DELETE FROM items WHERE id > $1 AND vault_id = $2", [before, userId]);
  const ours = async () => {
    const took = await timed(() => insert(store, userId, made));
    await clear();
    return took;
  };
  const byHand = async () => {
    const took = await timed(() => insertByHand(floor, userId, { first: before + 2 ** 20, made }));
    await clear();
    return took;
  };
  return judge("PostgreSQL: creation of 10,000 items", await inTurn(Math.min(runs, 9), ours, byHand), 1.5);
}

async function insertByHand(
  floor: Client,
  userId: UserId,
  { first, made }: { readonly first: number; readonly made: readonly Sealed[] },
): Promise<void> {
  let next = 1;
  const starts = made.map(({ length }) => {
    next += length;
    return next - length;
  });
  await floor.query("BEGIN");
  await floor.query({
    name: "insert",
    text: `INSERT INTO items (id, vault_id, sort_id, seal_rev, revision, created_at, updated_at, written_at, sealed)
      SELECT id, $5, 0, 1, 1, 1000, 1000, 1000, substring($4::bytea FROM start FOR length)
      FROM unnest($1::bigint[], $2::int[], $3::int[]) AS given (id, start, length)`,
    values: [
      made.map((_, at) => first + at),
      starts,
      made.map(({ length }) => length),
      Buffer.concat(made),
      userId,
    ],
  });
  await floor.query("COMMIT");
}

async function oneItem({ store, floor, userId, runs }: Judged): Promise<Row> {
  const scope = ownScope(userId);
  const ids = await store.items.ids(scope, { trash: false });
  let at = 0;
  const nextId = () => {
    at += 1;
    return ids[(at * 7919) % ids.length] ?? asItemId(0);
  };
  const ours = () => timed(() => store.items.findMany(scope, [nextId()], { trash: false }));
  const byHand = () =>
    timed(() =>
      floor.query({
        name: "one",
        text: `SELECT ${COLUMNS} FROM items WHERE id = $1`,
        values: [nextId()],
        rowMode: "array",
      }),
    );
  return judge("PostgreSQL: one item, against one round trip", await inTurn(runs, ours, byHand), 2);
}

async function besideSqlite(sqlite: Store, postgres: number, runs: number): Promise<Row> {
  const userId = await addVault(sqlite, JUDGED);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await timed(() => readAll(sqlite, userId, JUDGED)));
  const { median } = spread(times);
  return row(
    "PostgreSQL, against SQLite: fetch all of 10,000 items",
    `${(postgres / median).toFixed(2)} × SQLite`,
    "(for comparison)",
    true,
    `${postgres.toFixed(1)} against ${median.toFixed(1)} ms`,
    { postgres, sqlite: median },
  );
}

function flatness(perItem: ReadonlyMap<number, number>): Row {
  const costs = [...perItem.values()];
  const ratio = Math.max(...costs) / Math.min(...costs);
  const detail = [...perItem].map(([size, cost]) => `${size}: ${(cost * 1000).toFixed(1)} µs`).join(", ");
  return row(
    "PostgreSQL: cost per item of fetch all, smallest to largest",
    `${ratio.toFixed(2)} ×`,
    "≤ 1.3 ×",
    ratio <= 1.3,
    detail,
    { ratio },
  );
}

/** `most`: how often the floor it may cost; null: it isn't judged. */
function judge(what: string, times: Awaited<ReturnType<typeof inTurn>>, most: number | null): Row {
  const numbers = { ratio: times.ratio, ours: times.ours.median, floor: times.floor.median };
  return row(
    what,
    `${times.ratio.toFixed(2)} × floor`,
    most === null ? "(for comparison)" : `≤ ${most} ×`,
    most === null || times.ratio <= most,
    against(times),
    numbers,
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const count = (size: number) => size.toLocaleString("en");
