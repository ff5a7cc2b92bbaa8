import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { legacyCipher } from "@opp/core/platform/legacy-cipher";
import { openLegacyDatabase } from "@opp/core/store/sqlite/files/open-legacy-database";
import { importLegacyVault } from "@opp/core/vault/imports/import-legacy-vault";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { V1Client } from "../src/rest/v1/testing/v1-client.ts";
import { callProcedure } from "./person.ts";
import { type TestServer, testServer } from "./test-server.ts";

const core = dirname(createRequire(import.meta.url).resolve("@opp/core/ids"));
const vectors = join(core, "legacy/vectors");

const category = z.object({ id: z.int(), name: z.string(), sort_id: z.int() });
const item = z.object({
  name: z.string(),
  url: z.string(),
  account: z.string(),
  username: z.string(),
  password: z.string(),
  blob: z.string(),
  sort_id: z.int(),
  category_id: z.int().nullable(),
});
const person = { username: z.string(), password: z.string(), phrase: z.string() };
const { users } = z
  .object({ users: z.array(z.object({ ...person, categories: z.array(category), items: z.array(item) })) })
  .parse(JSON.parse(await readFile(join(vectors, "legacy-sample.json"), "utf8")));

/** Moves everyone of OpenPassPhrase's own sample in; their passphrases stay. */
async function moveIn(server: TestServer): Promise<void> {
  const database = openLegacyDatabase(join(vectors, "legacy-sample.sqlite"));
  for (const [at, row] of database.users().entries()) {
    const answer = { passphrase: users[at]?.phrase ?? "" };
    const options = { timeZone: "UTC", dryRun: false };
    const report = await importLegacyVault({ ...server.vault, legacyCipher }, database, {
      user: row,
      answer,
      options,
    });
    expect(report.outcome).toBe("imported");
  }
  database.close();
}

const hashOf = async (server: TestServer, username: string) =>
  (await server.vault.store.users.findByUsername(username))?.passwordHash;

describe("who moved in from OpenPassPhrase", () => {
  it.each(users)("finds all of it over v1, with the old password and passphrase: $username", async (user) => {
    await using server = await testServer();
    await moveIn(server);
    const client = new V1Client(server.url, user.phrase);
    expect(await hashOf(server, user.username)).toMatch(/^\$2b\$12\$/);
    const wrong = await client.ask("POST /auth", { body: { username: user.username, password: "wrong" } });
    expect(wrong.status).toBe(401);
    await client.logIn(user);
    expect(await hashOf(server, user.username)).toMatch(/^\$argon2id\$/);
    await client.logIn(user);
    const fetched = await client.must("GET /fetchall");
    const answered = z.object({ categories: z.array(category), items: z.array(item) }).parse(fetched);
    // Ids are new; what hangs on them is compared by the categories' names.
    const named = ({ categories, items }: typeof answered) => {
      const names = new Map(categories.map(({ id, name }) => [id, name]));
      return {
        categories: categories.map(({ id: _, ...rest }) => rest),
        items: items.map(({ category_id, ...rest }) => ({
          ...rest,
          category: category_id === null ? null : names.get(category_id),
        })),
      };
    };
    expect(named(answered)).toEqual(named(user));
  });

  it.each(users)("logs in over tRPC with the old password and passphrase: $username", async (user) => {
    await using server = await testServer();
    await moveIn(server);
    const { username, password, phrase: passphrase } = user;
    const login = (given: object) =>
      callProcedure(server.url, "auth.login", { username, password, passphrase, ...given }, {});
    expect((await login({ password: "wrong password" })).status).toBe(401);
    expect((await login({ passphrase: "wrong passphrase" })).status).toBe(403);
    expect(await hashOf(server, username)).toMatch(/^\$2b\$12\$/);
    expect((await login({})).status).toBe(200);
    expect(await hashOf(server, username)).toMatch(/^\$argon2id\$/);
    expect((await login({})).status).toBe(200);
  });
});
