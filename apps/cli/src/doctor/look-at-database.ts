import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { inSteps } from "@opp/core/store/sqlite/files/in-steps";
import { lockForReading, readableDatabase } from "@opp/core/store/sqlite/files/readable-database";
import { inspectDatabase } from "@opp/core/store/sqlite/inspection/inspect-database";
import type { PostgresConfig, ServerConfig } from "@opp/host/config/config";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { count } from "../text/count.ts";
import { LAYOUT } from "../vault/layout.ts";
import { refuseColliding } from "./look-at-usernames.ts";

const LOCK_WAIT_MILLISECONDS = 5000;

async function lookAtServer(postgres: PostgresConfig): Promise<string> {
  const { lookAtPostgres } = await import("@opp/host/postgres/look-at-postgres");
  const { says, problems } = await lookAtPostgres({
    config: postgres,
    migrationsFolder: LAYOUT.postgresMigrations,
  });
  if (problems.length === 0) return says;
  throw new CliFailure(EXIT.unavailable, `${says}. To fix: ${problems.join("; ")}.`);
}

/** Opens it without changing it: pages, indexes, references, schema. @throws CliFailure with what is wrong */
export async function lookAtDatabase({ databaseFile, postgres }: ServerConfig): Promise<string> {
  if (postgres) return lookAtServer(postgres);
  if (!existsSync(databaseFile))
    return `${databaseFile} doesn't exist yet; opp init or the first start creates it`;
  const lock = await lockForReading(databaseFile, LOCK_WAIT_MILLISECONDS);
  const readable = readableDatabase(databaseFile, tmpdir());
  try {
    const { structure, rows, users, close } = await inSteps(
      inspectDatabase(readable.path, LAYOUT.migrationsFolder),
    );
    close();
    if (structure.length > 0)
      throw new CliFailure(
        EXIT.damaged,
        `${databaseFile} has ${count(structure.length, "problem")}. Run "opp verify" to list them, or restore a backup.`,
      );
    refuseColliding(users);
    return `${databaseFile} is intact: ${count(rows["users"] ?? 0, "account")}, ${count(rows["items"] ?? 0, "item")}`;
  } finally {
    readable.remove();
    lock?.release();
  }
}
