import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { migrationsFolder } from "../../../testing/temp-store.ts";

const PROCESS = join(import.meta.dirname, "few-files.testing.ts");

describe("opening a database in a process that has too many files open", () => {
  it("names that as the cause, however many handles are missing", () => {
    const folder = mkdtempSync(join(tmpdir(), "opp-files-"));
    try {
      const command = [process.execPath, PROCESS, join(folder, "vault.sqlite"), migrationsFolder];
      const said = execFileSync("sh", ["-c", 'ulimit -n 200; exec "$@"', "sh", ...command], {
        encoding: "utf8",
      });
      const outcomes = said.trim().split("\n");
      expect(outcomes.at(-1)).toBe("opened");
      expect(new Set(outcomes.slice(0, -1))).toEqual(new Set(["too-many-files"]));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
