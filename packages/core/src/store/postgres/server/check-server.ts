import type { ClientBase } from "pg";
import { NoPrimaryError } from "../faults/cluster-errors.ts";

/** The server or the database can't hold a vault. Each problem says what is wrong and what to do. */
export class UnfitServerError extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = "UnfitServerError";
  }
}

/** The database belongs to another program. */
export class ForeignTablesError extends Error {
  constructor() {
    super(
      "The database holds tables of another program. Create a database for OpenPassPhrase alone: createdb --encoding=UTF8 --template=template0 NAME.",
    );
    this.name = "ForeignTablesError";
  }
}

const OLDEST = 15;
const NEWEST = 18;

const FACTS = `
  SELECT current_setting('server_version_num')::int, current_setting('server_encoding'), current_setting('fsync'),
    current_setting('full_page_writes'), current_setting('synchronous_commit'),
    (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),
    to_regclass('__drizzle_migrations') IS NOT NULL,
    (SELECT count(*)::int FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm')),
    current_setting('transaction_read_only')`;

/** @returns what should be known of the server, for the log. @throws UnfitServerError, ForeignTablesError, NoPrimaryError */
export async function checkServer(
  client: ClientBase,
  { losesData }: { readonly losesData: boolean },
): Promise<string[]> {
  const { rows } = await client.query<
    [number, string, string, string, string, boolean, boolean, number, string]
  >({
    text: FACTS,
    rowMode: "array",
  });
  const [facts] = rows;
  if (!facts) throw new Error("The server answers no facts.");
  const [number, encoding, fsync, fullPages, commit, isSuperuser, isOurs, tables, readOnly] = facts;
  if (readOnly === "on") throw new NoPrimaryError();
  const version = Math.floor(number / 10_000);
  if (version < OLDEST || version > NEWEST)
    throw new UnfitServerError(`The server is PostgreSQL ${version}. Use PostgreSQL ${OLDEST} to ${NEWEST}.`);
  if (encoding !== "UTF8")
    throw new UnfitServerError(
      `The database has the encoding ${encoding}. Create it with UTF8: createdb --encoding=UTF8 --template=template0 NAME.`,
    );
  if (!losesData) {
    for (const [setting, value] of [
      ["fsync", fsync],
      ["full_page_writes", fullPages],
      ["synchronous_commit", commit],
    ] as const)
      if (value === "off")
        throw new UnfitServerError(
          `The server runs with ${setting} = off and would lose saved data in a crash. Turn it on in postgresql.conf.`,
        );
  }
  if (!isOurs && tables > 0) throw new ForeignTablesError();
  return isSuperuser
    ? ["the database's user is a superuser: create one that owns this database and nothing else"]
    : [];
}
