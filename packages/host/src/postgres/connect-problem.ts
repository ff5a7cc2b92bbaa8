import { isLost } from "@opp/core/store/postgres/faults/explain-error";
import { sqlStateOf } from "@opp/core/store/postgres/faults/pg-errors";
import { NewerPostgresSchemaError } from "@opp/core/store/postgres/migrations/migrate";
import { UnfitServerError } from "@opp/core/store/postgres/server/check-server";
import { NoPrimaryError } from "@opp/core/store/postgres/server/primary-client";
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
    "The database's user may not create tables in it. Make the user its owner: ALTER DATABASE name OWNER TO user.",
};

/** Why a start can't succeed; null: it may, later. */
export function refusalOf(error: unknown): StartRefusal | null {
  if (error instanceof UnfitServerError || error instanceof NewerPostgresSchemaError)
    return new StartRefusal([error.message]);
  if (isPassing(error)) return null;
  const said = REFUSALS[sqlStateOf(error) ?? ""] ?? tlsProblemOf(error);
  return said === undefined ? null : new StartRefusal([said]);
}

/** The server is down, is starting or stopping, or the cluster hasn't chosen a primary yet. */
export const isPassing = (error: unknown): boolean => {
  if (error instanceof NoPrimaryError) return true;
  const state = sqlStateOf(error) ?? "";
  return state.startsWith("57P") || state === "53300" || state === "25006" || isLost(error);
};

function tlsProblemOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.message.includes("does not support SSL"))
    return "PostgreSQL has no TLS. Turn it on there (ssl = on); or, only on a network of your own machines, set OPP_DB_TLS=off.";
  const code = "code" in error ? String(error.code) : "";
  if (/^(ERR_TLS|CERT_|UNABLE_TO_|DEPTH_ZERO_SELF|SELF_SIGNED)/.test(code))
    return `PostgreSQL's certificate doesn't verify (${code}). Name the certificate of its authority in OPP_DB_CA_FILE, and the host in OPP_DB_CONNECT as the certificate has it.`;
  return undefined;
}
