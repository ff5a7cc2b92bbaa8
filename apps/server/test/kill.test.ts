import { join } from "node:path";
import { tempFolder } from "@opp/host/testing/temp-folder";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { Person } from "./person.ts";
import { startProcess } from "./test-process.ts";

const WRITES = 100;
const KILLS = 10;
const ITEMS_A_WRITE = 7;

interface Listed {
  items: { name: string; account: string }[];
}

/** Each write creates a few items in one call; resolves when the server died, with the writes that it acknowledged. */
async function writeUntilKilled(
  person: Person,
  round: number,
  kill: () => void,
  after: number,
): Promise<Set<string>> {
  const acknowledged = new Set<string>();
  const write = async (count: number) => {
    const name = `round ${round} write ${count}`;
    const items = Array.from({ length: ITEMS_A_WRITE }, (_, index) => ({
      name,
      account: String(index),
      blob: "b".repeat(2000),
    }));
    try {
      const answer = await person.call("items.create", { items });
      if (answer.status === 200) acknowledged.add(name);
    } catch {
      // The server died first.
    }
    if (acknowledged.size === after) kill();
  };
  // Eight at a time, so that the kill finds some of them half-way.
  const counts = Array.from({ length: WRITES }, (_, count) => count).values();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const count of counts) await write(count);
    }),
  );
  return acknowledged;
}

describe("kill -9 in the middle of a hundred writes", () => {
  it("loses nothing that was acknowledged, leaves nothing by halves, and the next start needs no hand, ten times over", async () => {
    await using folder = await tempFolder();
    const environment = { OPP_RATE_LIMITS: "off" };
    const acknowledged = new Set<string>();
    let person: Person | null = null;
    for (let round = 0; round < KILLS; round += 1) {
      await using server = await startProcess(environment, folder.path);
      expect([server.url, server.stderr()]).toEqual([expect.any(String), expect.any(String)]);
      person = person ? person.at(String(server.url)) : await Person.register(String(server.url), "ada");
      const kill = () => server.child.kill("SIGKILL");
      const written = await writeUntilKilled(person, round, kill, 3 + round * 9);
      for (const name of written) acknowledged.add(name);
      expect(await server.exited).toBeNull();
      expect(written.size).toBeLessThan(WRITES);

      const database = new Database(join(folder.path, "data", "vault.sqlite"));
      expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
      expect(database.pragma("foreign_key_check")).toEqual([]);
      database.close();
    }

    await using server = await startProcess(environment, folder.path);
    if (person === null) throw new Error("nobody wrote");
    const { items } = (await person.at(String(server.url)).must("items.list", { limit: 5000 })) as Listed;
    const byWrite = new Map<string, string[]>();
    for (const { name, account } of items) byWrite.set(name, [...(byWrite.get(name) ?? []), account]);
    expect([...acknowledged].filter((name) => !byWrite.has(name))).toEqual([]);
    for (const [name, accounts] of byWrite)
      expect([name, accounts]).toEqual([name, ["0", "1", "2", "3", "4", "5", "6"]]);
  });
});
