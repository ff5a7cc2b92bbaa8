import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { openSqliteStore } from "@opp/core/store/sqlite/open-store";
import {
  type Restored,
  type RestoreOrder,
  restoreDatabase,
} from "@opp/core/store/sqlite/restore/restore-database";
import { type MovePlaces, moveToPostgres } from "./move-contents.ts";

export interface PostgresRestore extends Pick<RestoreOrder, "file" | "migrationsFolder" | "now"> {
  readonly server: MovePlaces["server"];
  /** Where a copy of the database may be for a while. */
  readonly scratchFolder: string;
}

/**
 * Restores a backup into an empty PostgreSQL database: first into a private file, with everything that a restore checks, ends and
 * raises, then from there.
 * @throws UnusableBackupError, MoveError, StartRefusal, PostgresUnreachableError. Then the database is empty.
 */
export async function restoreToPostgres(
  { server, scratchFolder, ...order }: PostgresRestore,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: () => void },
): Promise<Restored> {
  const folder = await mkdtemp(join(scratchFolder, ".opp-restore-"));
  try {
    const file = { path: join(folder, "vault.sqlite"), migrationsFolder: order.migrationsFolder };
    const restored = await restoreDatabase({ ...order, path: file.path }, { signal, onProgress });
    // What an older version wrote is brought up to date.
    await (await openSqliteStore(file)).close();
    await moveToPostgres({ file, server }, () => signal.throwIfAborted());
    return restored;
  } finally {
    await rm(folder, { recursive: true });
  }
}
