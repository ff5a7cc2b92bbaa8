import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrationsFolder } from "../../../testing/temp-store.ts";
import { openSqliteStore } from "../open-store.ts";
import { DatabaseInUseError } from "./database-errors.ts";
import { lockDatabase } from "./process-lock.ts";

const HOLDER = join(import.meta.dirname, "lock-holder.testing.ts");

describe("the lock between processes", () => {
  let directory: string;
  let path: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "opp-lock-"));
    path = join(directory, "vault.sqlite");
  });
  afterEach(() => rm(directory, { recursive: true }));

  /** A process that took the lock, or says why it couldn't. */
  async function startHolder(hold: "shared" | "alone") {
    const child = spawn(process.execPath, [HOLDER, path, hold], { stdio: ["pipe", "pipe", "inherit"] });
    const exit = once(child, "close");
    const { value: answer } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    const gone = async (how: () => unknown) => {
      how();
      await exit;
    };
    return {
      answer: String(answer),
      kill: () => gone(() => child.kill("SIGKILL")),
      [Symbol.asyncDispose]: () => gone(() => child.stdin.end()),
    };
  }

  it("is shared by any number, and then nobody gets the database alone", async () => {
    await using one = await startHolder("shared");
    await using two = await startHolder("shared");
    await using three = await startHolder("alone");
    expect([one.answer, two.answer, three.answer]).toEqual(["held", "held", "DatabaseInUseError"]);
  });

  it("keeps everyone out while someone has the database alone", async () => {
    await using one = await startHolder("alone");
    await using two = await startHolder("shared");
    await using three = await startHolder("alone");
    expect([one.answer, two.answer, three.answer]).toEqual([
      "held",
      "DatabaseInUseError",
      "DatabaseInUseError",
    ]);
  });

  it("ends with its process, however that dies", async () => {
    for (const hold of ["shared", "alone"] as const) {
      await using holder = await startHolder(hold);
      await expect(lockDatabase(path, "alone", 0)).rejects.toBeInstanceOf(DatabaseInUseError);
      await holder.kill();
      (await lockDatabase(path, "alone", 0)).release();
    }
  });

  it("is had as soon as the other lets go", async () => {
    const holder = await startHolder("alone");
    const waiting = lockDatabase(path, "shared", 30_000);
    await holder[Symbol.asyncDispose]();
    (await waiting).release();
  });

  it("is held by a store from its opening to its closing", async () => {
    const store = await openSqliteStore({ path, migrationsFolder });
    const whileOpen = await startHolder("alone");
    await store.close();
    const afterwards = await startHolder("alone");
    expect([whileOpen.answer, afterwards.answer]).toEqual(["DatabaseInUseError", "held"]);
    await whileOpen[Symbol.asyncDispose]();
    await afterwards[Symbol.asyncDispose]();
  });

  it("keeps a schema as it is while another process uses the database", async () => {
    await using holder = await startHolder("shared");
    expect(holder.answer).toBe("held");
    await expect(openSqliteStore({ path, migrationsFolder })).rejects.toThrow(/Stop the server/);
    await holder.kill();
    await (await openSqliteStore({ path, migrationsFolder })).close();
  });

  it("stands in an empty file that only its owner can read", async () => {
    (await lockDatabase(path, "shared", 0)).release();
    const { mode, size } = await stat(`${path}.lock`);
    expect([mode & 0o777, size]).toEqual([0o600, 0]);
  });
});
