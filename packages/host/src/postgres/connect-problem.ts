import { NoPrimaryError, OtherClusterError } from "@opp/core/store/postgres/faults/cluster-errors";
import { isLost } from "@opp/core/store/postgres/faults/explain-error";
import { sqlStateOf } from "@opp/core/store/postgres/faults/pg-errors";
import { ChangedSchemaError } from "@opp/core/store/postgres/inspection/find-changes";
import { NewerPostgresSchemaError } from "@opp/core/store/postgres/migrations/migrate";
import { ForeignTablesError, UnfitServerError } from "@opp/core/store/postgres/server/check-server";
import { StartRefusal } from "../errors/start-refusal.ts";

/** Why PostgreSQL refuses a connection, by SQLSTATE. */
const REFUSALS: Readonly<Record<string, string>> = {
  "28P01":
    "PostgreSQL refuses the password. Check the user in OPP_DB_CONNECT and the file that OPP_DB_PASSWORD_FILE names.",
  "28000":
    "PostgreSQL doesn't allow this kind of connection. Check the user in OPP_DB_CONNECT, and the server's pg_hba.conf.",
  "3D000":
    "PostgreSQL has no database of this name. Create it: createdb --encoding=UTF8 --template=template0 NAME.",
  "42501":
    "The database's user may not create or use tables in it. Make the user the owner of the database and of its tables: ALTER DATABASE name OWNER TO user; REASSIGN OWNED BY other TO user.",
  "3F000":
    "The database has no schema to create tables in. Create it: CREATE SCHEMA public AUTHORIZATION user.",
};

const OF_THE_DATABASE = [ForeignTablesError, NewerPostgresSchemaError, ChangedSchemaError];

/** Why a start can't succeed; null: it may, later. */
export function refusalOf(error: unknown): StartRefusal | null {
  if (error instanceof UnfitServerError || error instanceof OtherClusterError)
    return new StartRefusal([error.message]);
  if (OF_THE_DATABASE.some((kind) => error instanceof kind) && error instanceof Error)
    return new StartRefusal([error.message], "database");
  if (isPassing(error)) return null;
  const said = REFUSALS[sqlStateOf(error) ?? ""] ?? problemOfTheWay(error);
  return said === undefined ? null : new StartRefusal([said]);
}

/** The server is down, is starting or stopping, or the cluster hasn't chosen a primary yet. */
export const isPassing = (error: unknown): boolean => {
  if (error instanceof NoPrimaryError) return true;
  const state = sqlStateOf(error) ?? "";
  return state.startsWith("57P") || state === "53300" || state === "25006" || isLost(error);
};

/** What the driver or Node find wrong before the server says anything. */
function problemOfTheWay(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.message.includes("password must be a"))
    return "PostgreSQL asks for a password, and there is none. Write it into a file that only its owner can read, and name that file in OPP_DB_PASSWORD_FILE.";
  if (error.message.includes("does not support SSL"))
    return "PostgreSQL has no TLS. Turn it on there (ssl = on); or, only on a network of your own machines, set OPP_DB_TLS=off.";
  const code = "code" in error ? String(error.code) : "";
  if (/^(ERR_TLS|CERT_|UNABLE_TO_|DEPTH_ZERO_SELF|SELF_SIGNED)/.test(code))
    return `PostgreSQL's certificate doesn't verify (${code}). Name the certificate of its authority in OPP_DB_CA_FILE, and the host in OPP_DB_CONNECT as the certificate has it.`;
  return undefined;
}
