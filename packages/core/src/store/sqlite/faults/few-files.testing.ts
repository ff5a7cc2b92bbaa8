import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";
import { UnusableDatabaseError } from "../files/database-errors.ts";
import { openSqliteStore } from "../open-store.ts";

/** A process for too-many-files.test.ts: opens a store with more and more free file handles, until that succeeds; says what came of each. */
const [path = "", migrationsFolder = ""] = process.argv.slice(2);
// Loads what is loaded when it is first needed.
await (await openSqliteStore({ path, migrationsFolder })).close();

const held: number[] = [];
try {
  for (;;) held.push(openSync(devNull, "r"));
} catch {
  // No handle is left, which is what was wanted.
}
for (let outcome = ""; outcome !== "opened" && held.length > 0; ) {
  outcome = await openSqliteStore({ path, migrationsFolder }).then(
    async (store) => {
      await store.close();
      return "opened";
    },
    (error: unknown) => (error instanceof UnusableDatabaseError ? String(error.fault) : String(error)),
  );
  process.stdout.write(`${outcome}\n`);
  const one = held.pop();
  if (one !== undefined) closeSync(one);
}
