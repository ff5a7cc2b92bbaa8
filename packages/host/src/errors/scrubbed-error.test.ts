import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { scrubError } from "./scrubbed-error.ts";

const SECRET = "marked-s3cret";

function caught(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe("scrubError", () => {
  it("keeps what an error says of places, and nothing it says of values", () => {
    const error = caught(() => JSON.parse(`{"password": ${SECRET}}`));
    expect(String(error)).toContain("marked");
    const scrubbed = scrubError(error);
    expect(scrubbed).toMatchObject({ type: "SyntaxError" });
    expect(scrubbed.frames[0]).toMatch(/JSON\.parse|scrubbed-error\.test\.ts/);
    expect(JSON.stringify(scrubbed)).not.toContain("marked");
  });

  it("isn't taken in by a message that looks like a stack", () => {
    const error = new Error(`lost\n    at ${SECRET} (/home/${SECRET}:1:1)\n    at x`);
    expect(JSON.stringify(scrubError(error))).not.toContain(SECRET);
    error.message = "changed after the stack was written";
    expect(scrubError(error).frames.length).toBeGreaterThan(0);
  });

  it("scrubs causes, names, codes and what isn't an error", () => {
    const cause = Object.assign(new TypeError(SECRET), { code: `${SECRET} !` });
    expect(JSON.stringify(scrubError(new Error(SECRET, { cause })))).not.toContain(SECRET);
    expect(scrubError(SECRET)).toEqual({ type: "thrown string", frames: [] });
  });

  it("keeps the messages of SQLite and of the operating system, which hold no value", () => {
    const sqlite = new Database(":memory:");
    sqlite.exec("CREATE TABLE people (name TEXT UNIQUE)");
    const insert = sqlite.prepare("INSERT INTO people VALUES (?)");
    insert.run(SECRET);
    expect(scrubError(caught(() => insert.run(SECRET)))).toMatchObject({
      code: "SQLITE_CONSTRAINT_UNIQUE",
      message: "UNIQUE constraint failed: people.name",
    });
    expect(scrubError(caught(() => readFileSync("/no/such/file")))).toMatchObject({
      code: "ENOENT",
      message: /no such file/,
    });
    sqlite.close();
  });
});
