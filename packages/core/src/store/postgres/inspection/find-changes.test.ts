import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { openTempDatabase } from "../../../testing/temp-postgres.ts";
import { EXPECTED_TABLES } from "./expected-tables.ts";
import { findChanges } from "./find-changes.ts";

/** What a person may do with psql, and how it is reported. */
const CHANGES: readonly (readonly [statement: string, changes: readonly string[]])[] = [
  ["DROP TABLE nodes", ["the table nodes is missing"]],
  ["ALTER TABLE users DROP COLUMN handle", ["users has no column handle"]],
  [
    "ALTER TABLE users RENAME COLUMN handle TO grip",
    ["users has no column handle", "users has an unknown column grip"],
  ],
  [
    "ALTER TABLE users ALTER COLUMN passes TYPE int",
    ['users has the column passes as "integer NOT NULL" instead of "bigint NOT NULL"'],
  ],
  [
    "ALTER TABLE users ALTER COLUMN password_hash TYPE text COLLATE pg_catalog.ucs_basic",
    [
      'users has the column password_hash as "text COLLATE "ucs_basic" NOT NULL" instead of "text COLLATE "C" NOT NULL"',
    ],
  ],
  [
    "ALTER TABLE users ALTER COLUMN salt DROP NOT NULL",
    ['users has the column salt as "bytea" instead of "bytea NOT NULL"'],
  ],
  [
    "ALTER TABLE vaults ALTER COLUMN revision DROP DEFAULT",
    ['vaults has the column revision as "bigint NOT NULL" instead of "bigint NOT NULL DEFAULT"'],
  ],
  ["ALTER TABLE vaults DROP CONSTRAINT vaults_kind", ["vaults has no check vaults_kind"]],
  [
    "ALTER TABLE sessions DROP CONSTRAINT sessions_user_id_users_id_fk",
    ["sessions has no reference (user_id)"],
  ],
  [
    "ALTER TABLE sessions DROP CONSTRAINT sessions_user_id_users_id_fk, ADD FOREIGN KEY (user_id) REFERENCES users (id)",
    [
      'sessions has the reference (user_id) as "to users (id) on delete no action" instead of "to users (id) on delete cascade"',
    ],
  ],
  [
    "ALTER TABLE vaults DROP CONSTRAINT vaults_kind, ADD CONSTRAINT vaults_kind CHECK (kind <> '') NOT VALID",
    ['vaults has the check vaults_kind as "not validated" instead of ""'],
  ],
  ["ALTER TABLE counters DROP CONSTRAINT counters_pkey", ["counters has no primary key (name)"]],
  ["ALTER TABLE items DROP CONSTRAINT items_owner CASCADE", ["items has no unique (vault_id, id)"]],
  ["DROP INDEX items_live", ["items has no index items_live"]],
  [
    "DROP INDEX passkeys_credential; CREATE INDEX passkeys_credential ON passkeys (credential_id)",
    ['passkeys has the index passkeys_credential as "(credential_id)" instead of "unique (credential_id)"'],
  ],
  ["CREATE UNIQUE INDEX one_item ON items (vault_id)", ["items has an unknown index one_item"]],
  [
    "CREATE TRIGGER spy BEFORE UPDATE ON items FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    ["items has an unknown trigger spy"],
  ],
  ["ALTER TABLE sessions DISABLE TRIGGER ALL", ["sessions has an unknown switched-off check of a reference"]],
  ["CREATE RULE quiet AS ON DELETE TO items DO INSTEAD NOTHING", ["items has an unknown rule quiet"]],
  ["ALTER TABLE items ENABLE ROW LEVEL SECURITY", ["items has an unknown row-level security"]],
];

async function openWorld() {
  const database = await openTempDatabase();
  const client = new Client(database.place);
  await client.connect();
  return {
    client,
    async [Symbol.asyncDispose]() {
      await client.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

describe("the tables in PostgreSQL", () => {
  it("are those of the schema after the migrations, whole", async () => {
    await using world = await openWorld();
    expect(await findChanges(world.client)).toEqual([]);
    const { rows } = await world.client.query({
      text: "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
      rowMode: "array",
    });
    expect(new Set(rows.flat())).toEqual(new Set(["__drizzle_migrations", ...EXPECTED_TABLES.keys()]));
  });

  it("are reported where they were changed outside the program, and how", async () => {
    await using world = await openWorld();
    const { client } = world;
    for (const [statement, changes] of CHANGES) {
      await client.query("BEGIN");
      await client.query(statement);
      expect.soft(await findChanges(client), statement).toEqual(expect.arrayContaining([...changes]));
      await client.query("ROLLBACK");
    }
  });

  it("may have others next to them, and more indexes", async () => {
    await using world = await openWorld();
    const { client } = world;
    await client.query("BEGIN");
    await client.query("CREATE TABLE notes_of_the_administrator (id int)");
    await client.query("CREATE VIEW counted AS SELECT count(*) FROM items");
    await client.query("CREATE INDEX items_of_a_day ON items (sort_id)");
    expect(await findChanges(client)).toEqual([]);
    await client.query("ROLLBACK");
  });
});
