import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { VaultError } from "../../../errors.ts";
import { explainFaults } from "../../faults/explain-faults.ts";
import type { StorageReport } from "../../faults/storage-report.ts";
import { causeOf } from "./error-cause.ts";
import { createReserve } from "./reserve-file.ts";
import { createStorageWatch } from "./storage-watch.ts";

describe("a store's errors", () => {
  let folder: string;
  let path: string;
  let said: StorageReport[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "opp-faults-"));
    path = join(folder, "vault.sqlite");
    said = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function makeDatabase(): void {
    const sqlite = new Database(path);
    sqlite.pragma("journal_mode = WAL");
    sqlite.exec("CREATE TABLE notes (text TEXT UNIQUE)");
    sqlite.close();
  }

  /** The code of what a method fails with, once it is explained. */
  async function codeOf(work: () => unknown): Promise<unknown> {
    const watch = createStorageWatch(
      path,
      (report) => said.push(report),
      () => null,
    );
    const { method } = explainFaults({ method: async () => work() }, watch.explain);
    return method().then(
      () => "none",
      (error: unknown) => (error instanceof VaultError ? error.code : error),
    );
  }

  it("are named where a database can't be written to, and reported with SQLite's code", async () => {
    makeDatabase();
    const sqlite = new Database(path, { readonly: true });
    expect(await codeOf(() => sqlite.exec("INSERT INTO notes VALUES ('a')"))).toBe("STORAGE_READ_ONLY");
    expect(said).toEqual([{ cause: "read-only", reason: "SQLITE_READONLY" }]);
    sqlite.close();
  });

  it("are named where a file isn't a database", async () => {
    writeFileSync(path, "x".repeat(5000));
    const sqlite = new Database(path);
    expect(await codeOf(() => sqlite.prepare("SELECT 1 FROM sqlite_schema").get())).toBe("STORAGE_DAMAGED");
    sqlite.close();
  });

  it("are left alone where the disk isn't to blame, and reported to no one", async () => {
    makeDatabase();
    const sqlite = new Database(path);
    sqlite.exec("INSERT INTO notes VALUES ('a')");
    const failure = await codeOf(() => sqlite.exec("INSERT INTO notes VALUES ('a')"));
    expect(failure).toMatchObject({ code: "SQLITE_CONSTRAINT_UNIQUE" });
    expect(await codeOf(() => JSON.parse("{"))).toBeInstanceOf(SyntaxError);
    expect(said).toEqual([]);
    sqlite.close();
  });

  it.each([
    ["SQLITE_FULL", "disk-full"],
    ["SQLITE_BUSY_SNAPSHOT", "busy"],
    ["SQLITE_LOCKED", "busy"],
    ["SQLITE_CORRUPT_INDEX", "corrupt"],
    ["SQLITE_READONLY_DBMOVED", "missing"],
    ["SQLITE_IOERR_READ", "io-error"],
    ["SQLITE_CANTOPEN", "io-error"],
    ["SQLITE_CONSTRAINT", null],
    ["SQLITE_IOERR_NOMEM", null],
  ])("have a cause by SQLite's code: %s means %s", (code, cause) => {
    expect(causeOf(new Database.SqliteError("failed", code), () => null)).toBe(cause);
  });

  it("have the cause that the disk itself gives, where SQLite's code has several", () => {
    for (const code of ["SQLITE_IOERR_WRITE", "SQLITE_CANTOPEN", "SQLITE_READONLY_ROLLBACK"])
      expect(causeOf(new Database.SqliteError("failed", code), () => "too-many-files")).toBe(
        "too-many-files",
      );
  });
});

describe("the reserve", () => {
  it("is made once, for its owner only, given up in parts, and filled again", () => {
    const folder = mkdtempSync(join(tmpdir(), "opp-reserve-"));
    try {
      const path = join(folder, "vault.sqlite");
      const reserve = createReserve(path, 3_000_000);
      const sizeNow = () => statSync(`${path}.reserve`).size;
      reserve.refillIfRoom();
      expect([sizeNow(), statSync(`${path}.reserve`).mode & 0o777]).toEqual([3_000_000, 0o600]);
      expect([reserve.release(1_000_000), sizeNow()]).toEqual([1_000_000, 2_000_000]);
      expect([reserve.release(Number.MAX_SAFE_INTEGER), sizeNow()]).toEqual([2_000_000, 0]);
      expect(reserve.release(1)).toBe(0);
      reserve.refill();
      expect(sizeNow()).toBe(3_000_000);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
