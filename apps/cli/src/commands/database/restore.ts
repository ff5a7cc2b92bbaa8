import { statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { shellWord } from "@opp/core/shell-word";
import { followLinks } from "@opp/core/store/sqlite/files/follow-links";
import {
  type Restored,
  type RestoreOrder,
  restoreDatabase,
} from "@opp/core/store/sqlite/restore/restore-database";
import type { PostgresConfig } from "@opp/host/config/config";
import { ensureDataFolder } from "@opp/host/files/data-folder";
import { CONFIG_OPTION, DATA_DIR_OPTION, JSON_OPTION } from "../../options/command-options.ts";
import { interruptible } from "../../terminal/interruptible.ts";
import { openOutput } from "../../terminal/output.ts";
import { count } from "../../text/count.ts";
import { LAYOUT } from "../../vault/layout.ts";
import { configFor } from "../../vault/local-vault.ts";

export function define(command: Command): void {
  command
    .argument("<file>", "backup, or copy of a vault's database")
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (file, options) => {
      const output = openOutput(options);
      const config = configFor(options);
      const { databaseFile, dataFolder, postgres } = config;
      const order = {
        file: resolve(file),
        path: databaseFile,
        migrationsFolder: LAYOUT.migrationsFolder,
        now: Date.now(),
      };
      const total = countSteps(order.file);
      const progress = output.progress("Restoring", total);
      let done = 0;
      const restored = await interruptible("Nothing was changed.", (signal) =>
        restore(order, postgres && { config: postgres, dataFolder }, {
          signal,
          onProgress: () => progress.reach((done += 1), total),
        }),
      ).finally(() => progress.end());
      const { keptIn, users, items } = restored;
      const madeAt = restored.madeAt === null ? null : new Date(restored.madeAt).toISOString();
      const kept = keptIn === null ? null : join(keptIn, basename(followLinks(databaseFile)));
      const target = postgres ? `the PostgreSQL database ${postgres.database}` : databaseFile;
      output.result(
        { databaseFile: postgres ? null : databaseFile, madeAt, users, items, keptIn },
        [
          `Restored ${target}${madeAt ? ` as it was at ${madeAt}` : ""}: ${count(users, "account")}, ${count(items, "item")}.`,
          ...(kept
            ? [`The previous database is kept in ${keptIn}. To go back: opp restore ${shellWord(kept)}`]
            : []),
          "Second factors are those of that time: an authenticator app removed since then counts again, and so does a spare code used since then.",
          "All sessions have ended. Start the server, and log in with the password and passphrase from that time.",
        ].join("\n"),
      );
    });
}

interface Server {
  readonly config: PostgresConfig;
  readonly dataFolder: string;
}

async function restore(
  order: RestoreOrder,
  server: Server | null,
  options: { readonly signal: AbortSignal; readonly onProgress: () => void },
): Promise<Restored> {
  if (!server) return restoreDatabase(order, options);
  const { restoreToPostgres } = await import("@opp/host/postgres/restore-contents");
  ensureDataFolder(server.dataFolder);
  return restoreToPostgres(
    {
      ...order,
      server: { config: server.config, migrationsFolder: LAYOUT.postgresMigrations },
      scratchFolder: server.dataFolder,
    },
    options,
  );
}

const STEP_BYTES = 1024 * 1024;

/** Each byte is read twice to be checked, then copied, then checked once more. */
const countSteps = (file: string): number =>
  4 * Math.ceil((statSync(file, { throwIfNoEntry: false })?.size ?? 0) / STEP_BYTES) + 8;

const EXAMPLES = `
The file is checked first and refused if it is damaged, cut off, newer or something else; then nothing
is changed. The server must be stopped. The previous database is kept in a folder next to the data
folder, named after the time. The server secret doesn't change. With PostgreSQL, the database must be empty.

Examples:
  opp restore /backups/vault-today.sqlite
  opp restore /backups/vault-today.sqlite --data-dir /var/lib/openpassphrase`;
