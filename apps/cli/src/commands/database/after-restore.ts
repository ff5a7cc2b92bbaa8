import type { Command } from "@commander-js/extra-typings";
import type { EndedAccess } from "@opp/core/store/rows/restored";
import { endAccessIn } from "@opp/core/store/sqlite/restore/end-access";
import type { ServerConfig } from "@opp/host/config/config";
import { CONFIG_OPTION, DATA_DIR_OPTION, JSON_OPTION } from "../../options/command-options.ts";
import { openOutput } from "../../terminal/output.ts";
import { count } from "../../text/count.ts";
import { LAYOUT } from "../../vault/layout.ts";
import { configFor, requireVault } from "../../vault/local-vault.ts";

export function define(command: Command): void {
  command
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const output = openOutput(options);
      const config = configFor(options);
      requireVault(config);
      const { sessions, links } = await end(config);
      output.result(
        { sessions, links },
        [
          `Ended ${count(sessions, "session")} and ${count(links, "one-time link")}.`,
          "Passwords, passphrases and second factors are those of the moment that was restored. If you changed one since then because someone else knew it, change it again.",
        ].join("\n"),
      );
    });
}

async function end({ databaseFile, postgres }: ServerConfig): Promise<EndedAccess> {
  if (!postgres) return endAccessIn({ path: databaseFile, migrationsFolder: LAYOUT.migrationsFolder });
  const { endAccessInPostgres } = await import("@opp/host/postgres/move-contents");
  return endAccessInPostgres({ config: postgres, migrationsFolder: LAYOUT.postgresMigrations });
}

const EXAMPLES = `
For a database that was restored to an earlier moment by another program: by PostgreSQL (PITR, pg_basebackup,
pg_restore), or with an SQLite file by a snapshot of the disk. It ends all sessions and one-time links, which may
have been ended since then, and no id that was given out since then is given out again. The server must be
stopped. After "opp restore" it isn't needed.

Examples:
  opp after-restore
  opp after-restore --config /etc/openpassphrase/opp.cfg`;
