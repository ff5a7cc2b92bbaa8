import { mkdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { MoveError } from "@opp/core/store/moving/move-error";
import { BackupError, explainedBackup } from "@opp/core/store/sqlite/backup/backup-error";
import type { CopyProgress } from "@opp/core/store/sqlite/backup/copy-database";
import {
  type BackupOrder,
  backUpDatabase,
  refuseTaken,
  UNFINISHED_ENDING,
  type WrittenBackup,
} from "@opp/core/store/sqlite/backup/write-backup";
import type { StepOptions } from "@opp/core/store/sqlite/files/in-steps";
import type { PostgresConfig, ServerConfig } from "../config/config.ts";
import { StartRefusal } from "../errors/start-refusal.ts";
import { PostgresUnreachableError } from "../postgres/postgres-unreachable-error.ts";

export interface BackedUpVault {
  readonly dataFolder: string;
  readonly databaseFile: string;
  /** In place of the file; null: the file. */
  readonly postgres: PostgresSource | null;
}

export interface PostgresSource {
  readonly config: PostgresConfig;
  readonly migrationsFolder: string;
  /** Of SQLite: a backup is such a file. */
  readonly fileMigrations: string;
}

/** What a backup is made of. @param layout where the program has both stores' migrations */
export const backedUpVault = (
  { dataFolder, databaseFile, postgres }: Pick<ServerConfig, "dataFolder" | "databaseFile" | "postgres">,
  layout: { readonly migrationsFolder: string; readonly postgresMigrations: string },
): BackedUpVault => ({
  dataFolder,
  databaseFile,
  postgres: postgres && {
    config: postgres,
    migrationsFolder: layout.postgresMigrations,
    fileMigrations: layout.migrationsFolder,
  },
});

/**
 * Makes a backup of a vault, wherever its database is: the same file from both. From PostgreSQL, it takes the state of one moment,
 * and twice the room for a while.
 * @throws BackupError, DatabaseInUseError
 */
export async function backUpVault(
  { databaseFile, postgres }: BackedUpVault,
  order: Omit<BackupOrder, "source">,
  options: StepOptions<CopyProgress> = {},
): Promise<WrittenBackup> {
  if (!postgres) return backUpDatabase({ ...order, source: databaseFile }, options);
  const { copyToFile } = await import("../postgres/move-contents.ts");
  const { target } = order;
  const folder = join(dirname(target), `.${basename(target)}.${process.pid}.copy${UNFINISHED_ENDING}`);
  const file = { path: join(folder, "vault.sqlite"), migrationsFolder: postgres.fileMigrations };
  try {
    refuseTaken(order);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    await copyToFile({ file, server: postgres }, () => options.signal?.throwIfAborted());
    return await backUpDatabase({ ...order, source: file.path }, options);
  } catch (error) {
    const isOfServer =
      error instanceof PostgresUnreachableError ||
      error instanceof StartRefusal ||
      error instanceof MoveError;
    throw isOfServer
      ? new BackupError(target, "unreachable", error.message)
      : explainedBackup(error, file.path, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
