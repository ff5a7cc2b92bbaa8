import { dirname, resolve } from "node:path";
import { type Command, Option } from "@commander-js/extra-typings";
import { type CopiedTable } from "@opp/core/store/moving/copy-contents";
import { MOVED_TABLES } from "@opp/core/store/moving/table-contents";
import type { PostgresConfig, ServerConfig } from "@opp/host/config/config";
import { StartRefusal } from "@opp/host/errors/start-refusal";
import { ensureDataFolder } from "@opp/host/files/data-folder";
import { type MovePlaces, moveToFile, moveToPostgres, type OnPart } from "@opp/host/postgres/move-contents";
import { WrongValue } from "@opp/host/values/config-values";
import { type DatabasePlace, databasePlace } from "@opp/host/values/database-place";
import { EXIT } from "../../errors/exit-codes.ts";
import { CliFailure } from "../../errors/failure.ts";
import { CONFIG_OPTION, DATA_DIR_OPTION, JSON_OPTION } from "../../options/command-options.ts";
import { interruptible } from "../../terminal/interruptible.ts";
import { type Output, openOutput } from "../../terminal/output.ts";
import { fittedTable } from "../../text/table.ts";
import { LAYOUT } from "../../vault/layout.ts";
import { configFor, requireVault } from "../../vault/local-vault.ts";

export function define(command: Command): void {
  command
    .requiredOption("--to <address>", "postgres://USER@HOST/DATABASE, or sqlite:////absolute/path")
    .option("--password-file <file>", "file with the password for PostgreSQL, in its first line")
    .option("--ca-file <file>", "certificate of the authority that signed the PostgreSQL server's")
    .addOption(
      new Option("--tls <on|off>", "TLS to PostgreSQL (default: on beyond this machine)").choices([
        "on",
        "off",
      ] as const),
    )
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const output = openOutput(options);
      const config = configFor(options);
      requireVault(config);
      const place = readPlace(options.to);
      const move =
        place.kind === "sqlite" ? planBack(config, place.file, options) : planThere(config, place, options);
      const tables = await run(output, move.work);
      output.result({ to: move.to, tables, configuration: move.configuration }, describe(move, tables));
    });
}

interface Given {
  readonly to: string;
  readonly passwordFile?: string | undefined;
  readonly caFile?: string | undefined;
  readonly tls?: "on" | "off" | undefined;
}

interface Move {
  readonly to: string;
  readonly work: (onPart: OnPart) => Promise<CopiedTable[]>;
  /** Lines for the configuration file. */
  readonly configuration: readonly string[];
  /** What to do in addition. */
  readonly advice: string;
}

function readPlace(text: string): DatabasePlace {
  try {
    return databasePlace(text);
  } catch (error) {
    if (error instanceof WrongValue) throw new CliFailure(EXIT.usage, `--to ${inOptions(error.message)}.`);
    throw error;
  }
}

function planThere(
  config: ServerConfig,
  { address }: Extract<DatabasePlace, { kind: "postgres" }>,
  { to, passwordFile, caFile, tls }: Given,
): Move {
  if (config.postgres)
    throw new CliFailure(
      EXIT.usage,
      "The database is in PostgreSQL already. Between two PostgreSQL servers, use pg_dump and pg_restore.",
    );
  const server: PostgresConfig = {
    ...address,
    passwordFile: passwordFile === undefined ? null : resolve(passwordFile),
    caFile: caFile === undefined ? null : resolve(caFile),
    tls: tls ?? null,
    poolSize: 2,
    prepared: true,
  };
  const places = placesOf(config.databaseFile, server);
  return {
    to,
    work: (onPart) => namingOptions(() => moveToPostgres(places, onPart)),
    configuration: [
      `data_dir = ${config.dataFolder}`,
      `db_connect = ${to}`,
      ...(server.passwordFile === null ? [] : [`db_password_file = ${server.passwordFile}`]),
      ...(server.caFile === null ? [] : [`db_ca_file = ${server.caFile}`]),
      ...(server.tls === null ? [] : [`db_tls = ${server.tls}`]),
    ],
    advice: `The file ${config.databaseFile} is unchanged. Once everything works, delete it: it is as sensitive as any backup. The server secret stays in use.`,
  };
}

function planBack(config: ServerConfig, file: string, { passwordFile, caFile, tls }: Given): Move {
  if (!config.postgres)
    throw new CliFailure(
      EXIT.usage,
      "The database is in an SQLite file already. To have it elsewhere, stop the server, make a backup with opp backup and restore it there with opp restore.",
    );
  if (passwordFile !== undefined || caFile !== undefined || tls !== undefined)
    throw new CliFailure(
      EXIT.usage,
      "--password-file, --ca-file and --tls apply to a move to PostgreSQL: leave them out. How it is reached now is in the configuration.",
    );
  const path = resolve(file);
  const places = placesOf(path, config.postgres);
  return {
    to: `sqlite:///${path}`,
    work: (onPart) => {
      ensureDataFolder(dirname(path));
      return moveToFile(places, onPart);
    },
    configuration: [`data_dir = ${config.dataFolder}`, `db_connect = sqlite:///${path}`],
    advice:
      "Remove the lines db_password_file, db_ca_file, db_tls, db_prepared and db_pool. The PostgreSQL database is unchanged. Once everything works, drop it.",
  };
}

const placesOf = (path: string, config: PostgresConfig): MovePlaces => ({
  file: { path, migrationsFolder: LAYOUT.migrationsFolder },
  server: { config, migrationsFolder: LAYOUT.postgresMigrations },
});

/** Each table is written, then read back. */
async function run(output: Output, work: Move["work"]): Promise<CopiedTable[]> {
  const progress = output.progress("Moving", 2 * MOVED_TABLES.length);
  let [last, reached]: [string, number] = ["", 0];
  return interruptible("Nothing was moved.", (signal) =>
    work(({ table }) => {
      signal.throwIfAborted();
      if (table !== last) progress.reach((reached += 1));
      last = table;
    }),
  ).finally(() => progress.end());
}

/** Names this command's options where a sentence names the configuration's. */
async function namingOptions<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StartRefusal) throw new StartRefusal(error.problems.map(inOptions), error.kind);
    throw error;
  }
}

const inOptions = (sentence: string): string =>
  sentence
    .replaceAll("OPP_DB_CONNECT", "--to")
    .replaceAll("OPP_DB_PASSWORD_FILE", "--password-file")
    .replaceAll("OPP_DB_TLS=off", "--tls off")
    .replaceAll("OPP_DB_TLS", "--tls")
    .replaceAll("OPP_DB_CA_FILE=", "--ca-file ")
    .replaceAll("OPP_DB_CA_FILE", "--ca-file");

function describe({ to, configuration, advice }: Move, tables: readonly CopiedTable[]): string {
  const rows = tables.map(({ table, rows: count, sha256 }) => [
    table,
    count.toLocaleString("en"),
    sha256.slice(0, 16),
  ]);
  return [
    fittedTable([["TABLE", "ROWS", "SHA-256"], ...rows], process.stdout.columns ?? WIDE),
    "",
    `Moved the database to ${to}. The number of rows and the hash of each table are the same on both sides.`,
    "Now put these lines into the configuration file, then start the server:",
    "",
    ...configuration.map((line) => `    ${line}`),
    "",
    advice,
  ].join("\n");
}

/** Where no terminal limits the line. */
const WIDE = 1000;

const EXAMPLES = `
The server must be stopped, and the target empty: a PostgreSQL database without tables, or a file that
doesn't exist. The database is only read. Whatever interrupts the move leaves the target empty. Never put a password
into the address.

Examples:
  opp move-database --to postgres://opp@db1.example/opp --password-file /etc/openpassphrase/db-password
  opp move-database --to sqlite:////var/lib/openpassphrase/vault.sqlite`;
