import { inOneGo } from "../files/in-steps.ts";
import { writeBackup } from "./write-backup.ts";

/**
 * Backs the committed state of the database up beside it, as `<path>.before-NNNN.sqlite`; NNNN is the number of the migration
 * that comes next. By a connection of its own, while another one holds the writers off.
 */
export function backUpBeforeMigration(path: string, nextMigration: number): string {
  const target = `${path}.before-${String(nextMigration).padStart(4, "0")}.sqlite`;
  // One of this number is from a migration that failed.
  return inOneGo(writeBackup({ source: path, target, replace: true, now: Date.now() })).path;
}
