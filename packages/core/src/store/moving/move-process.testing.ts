import { systemSha256 } from "../../platform/system-sha256.ts";
import { postgresMigrations } from "../../testing/temp-postgres.ts";
import { migrationsFolder } from "../../testing/temp-store.ts";
import { fillDatabase, withContents as withPostgres } from "../postgres/contents/open-contents.ts";
import { makeDatabase } from "../sqlite/contents/make-database.ts";
import { withContents as withSqlite } from "../sqlite/contents/open-contents.ts";
import { copyContents } from "./copy-contents.ts";

/** Another process for move.test.ts: moves a database, and kills itself at the step of this number. */
const { to, path, server, dieAt } = JSON.parse(process.argv[2] ?? "");
let step = 0;
const options = {
  startDigest: systemSha256,
  onProgress: () => {
    step += 1;
    if (step === dieAt) process.kill(process.pid, "SIGKILL");
  },
};
const sqlite = { path, migrationsFolder };
const postgres = { server, migrationsFolder: postgresMigrations };
if (to === "postgres")
  await withSqlite(sqlite, (source) =>
    fillDatabase(postgres, (target) => copyContents(source, target, options)),
  );
else
  await withPostgres(
    postgres,
    (source) => makeDatabase(sqlite, (target) => copyContents(source, target, options)),
    { alone: true },
  );
