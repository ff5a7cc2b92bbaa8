import {
  askDatabase,
  openEmptyDatabase,
  openTempDatabase,
  postgresMigrations,
} from "@opp/core/testing/temp-postgres";
import { expect, it } from "vitest";
import type { PostgresConfig } from "../config/config.ts";
import { lookAtPostgres } from "./look-at-postgres.ts";

const look = (config: PostgresConfig, losesData = true) =>
  lookAtPostgres({ config, migrationsFolder: postgresMigrations, losesData });

const configOf = (host: string, database: string): PostgresConfig => ({
  hosts: [{ host, port: 5432 }],
  user: "opp",
  database,
  passwordFile: null,
  poolSize: 2,
  prepared: true,
  tls: null,
  caFile: null,
});

it("tells what a database in PostgreSQL holds, which nodes use it, and what should be fixed", async () => {
  await using database = await openTempDatabase();
  const config = configOf(database.place.host ?? "", database.place.database ?? "");
  expect((await look(config)).says).toMatch(
    /^PostgreSQL \d+\S*: accounts: 0, items: 0, standbys: 0 \(synchronous: 0\), running nodes: 0$/,
  );
  await askDatabase(
    database.place,
    "INSERT INTO nodes SELECT 'n1', '1.2.3', ms, ms FROM (SELECT (extract(epoch FROM now()) * 1000)::bigint AS ms) AS t",
  );
  const { says, problems } = await look(config);
  expect(says).toContain("running nodes: 1 (1.2.3)");
  // The tests' own user may do anything.
  expect(problems).toEqual([expect.stringContaining("the database's user is a superuser")]);
});

it("says that a database in PostgreSQL has no tables yet", async () => {
  await using database = await openEmptyDatabase();
  const config = configOf(database.place.host ?? "", database.place.database ?? "");
  expect((await look(config)).says).toBe("the database is empty; the first start creates the tables");
  await expect(look(config, false)).rejects.toThrow("would lose saved data in a crash");
});

it("says that a database in PostgreSQL can't be reached, or doesn't exist", async () => {
  await using database = await openTempDatabase();
  await expect(look(configOf("/nowhere", "opp"))).rejects.toThrow("PostgreSQL can't be reached");
  await expect(look(configOf(database.place.host ?? "", "not_there"))).rejects.toThrow(
    "PostgreSQL has no database of this name",
  );
});
