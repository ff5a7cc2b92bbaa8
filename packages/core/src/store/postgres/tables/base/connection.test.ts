import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { asVaultId } from "../../../../ids.ts";
import { openTempDatabase } from "../../../../testing/temp-postgres.ts";
import { openPool } from "../../server/open-pool.ts";
import { counters, vaults } from "../schema/schema.ts";
import { createChangeNotes } from "./change-notes.ts";
import { connect } from "./connection.ts";
import { reserve } from "./reserve-ids.ts";
import { bound, build, compile } from "./statements.ts";

const valueOf = compile<[value: number]>(
  build
    .select({ value: counters.value })
    .from(counters)
    .where(eq(counters.name, bound("name"))),
);
const users = { name: "users" };
const raise = build
  .update(counters)
  .set({ value: sql`${counters.value} + 1` })
  .where(eq(counters.name, "users"));

async function openWorld() {
  const database = await openTempDatabase();
  const pool = openPool(database.place, { size: 10, waitMs: 60_000, node: "test" });
  return {
    connection: connect(pool, createChangeNotes()),
    async [Symbol.asyncDispose]() {
      await pool.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

describe("a transaction in PostgreSQL", () => {
  it("is wholly done or not at all", async () => {
    await using world = await openWorld();
    const { connection } = world;
    expect(await connection.write((tx) => reserve(tx, "users", 3))).toBe(1);
    const failing = connection.write(async (tx) => {
      expect(await tx.run(raise)).toBe(1);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await connection.one(valueOf, users)).toEqual([3]);
  });

  it("runs again where two wait for each other", async () => {
    await using world = await openWorld();
    const { connection } = world;
    const rows = [1, 2].map((id) => ({ id: asVaultId(id), kind: "shared" as const, keyNumber: 1 }));
    await connection.run(build.insert(vaults).values(rows));
    let both = 0;
    let runs = 0;
    let meet = () => {};
    const met = new Promise<void>((resolve) => {
      meet = resolve;
    });
    const raiseIn = (order: readonly number[]) =>
      connection.write(async (tx) => {
        runs += 1;
        for (const id of order) {
          await tx.run(
            build
              .update(vaults)
              .set({ revision: sql`${vaults.revision} + 1` })
              .where(eq(vaults.id, asVaultId(id))),
          );
          both += 1;
          if (both === 2) meet();
          await met;
        }
      });
    await Promise.all([raiseIn([1, 2]), raiseIn([2, 1])]);
    expect(runs).toBe(3);
    const revisions = await connection.db.select({ revision: vaults.revision }).from(vaults);
    expect(revisions).toEqual([{ revision: 2 }, { revision: 2 }]);
  });

  it("is given up as busy when it fails that way three times", async () => {
    await using world = await openWorld();
    let runs = 0;
    const hopeless = world.connection.write(async (tx) => {
      runs += 1;
      await tx.db.execute(sql`DO $$ BEGIN RAISE EXCEPTION 'try again' USING ERRCODE = '40001'; END $$`);
    });
    await expect(hopeless).rejects.toMatchObject({ code: "BUSY" });
    expect(runs).toBe(3);
  });

  it("doesn't tell that it failed when the answer to its commit is lost", async () => {
    await using world = await openWorld();
    const { connection } = world;
    const lost = connection.write(async (tx) => {
      await tx.run(raise);
      // The connection ends with the commit, as that of a server that goes down does.
      await tx.db.execute(
        sql`CREATE FUNCTION pg_temp.die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(10); RETURN NULL; END $$`,
      );
      await tx.db.execute(sql`CREATE TEMP TABLE last_words (id int) ON COMMIT DROP`);
      await tx.db.execute(
        sql`CREATE CONSTRAINT TRIGGER die AFTER INSERT ON last_words DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pg_temp.die()`,
      );
      await tx.db.execute(sql`INSERT INTO last_words VALUES (1)`);
    });
    await expect(lost).rejects.toMatchObject({ code: "OUTCOME_UNKNOWN" });
    expect(await connection.one(valueOf, users)).toEqual([0]);
  });

  it("is refused when one of its statements failed, whatever the work made of that", async () => {
    await using world = await openWorld();
    const { connection } = world;
    const careless = connection.write(async (tx) => {
      await tx.run(raise);
      await tx.db.execute(sql`SELECT 1 / 0`).catch(() => undefined);
      return "done";
    });
    await expect(careless).rejects.toThrow("one of its statements failed");
    expect(await connection.one(valueOf, users)).toEqual([0]);
  });

  it("that reads sees one state, whatever others commit between its statements", async () => {
    await using world = await openWorld();
    const { connection } = world;
    const seen = await connection.read(async (queries) => {
      const before = await queries.one(valueOf, users);
      await connection.run(raise);
      return [before, await queries.one(valueOf, users)];
    });
    expect(seen).toEqual([[0], [0]]);
    expect(await connection.one(valueOf, users)).toEqual([1]);
  });

  it("tells who listens of its changes once they are committed, and the other nodes nothing but numbers", async () => {
    await using world = await openWorld();
    const { connection } = world;
    const seen: unknown[] = [];
    connection.watch((note) => seen.push(note));
    const note = { kind: "vault", vaultId: asVaultId(7), revision: 3, by: null } as const;
    await connection.write(async (tx) => {
      tx.note(note);
      expect(seen).toEqual([]);
    });
    expect(seen).toEqual([note]);
  });

  it("reads no number that JavaScript would round", async () => {
    await using world = await openWorld();
    const read = (text: string) => world.connection.one(compile<[value: number]>(sql.raw(text)), {});
    expect(await read("SELECT 9007199254740991::bigint")).toEqual([Number.MAX_SAFE_INTEGER]);
    await expect(read("SELECT 9007199254740992::bigint")).rejects.toThrow("beyond 2^53");
  });
});
