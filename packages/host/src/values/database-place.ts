import { isIP } from "node:net";
import { hostName, path, type ValueReader, WrongValue } from "./config-values.ts";

/** Where the database is: a file, or a server. */
export type DatabasePlace =
  | { readonly kind: "sqlite"; readonly file: string }
  | { readonly kind: "postgres"; readonly address: PostgresAddress };

export interface PostgresAddress {
  /** The servers of one cluster. A host that begins with a slash is the folder of a socket. */
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  readonly user: string;
  readonly database: string;
}

const PORT = 5432;

/** An SQLAlchemy address of an SQLite file, of which there were others, too; or a PostgreSQL one without a password. */
export const databasePlace: ValueReader<DatabasePlace> = (text) => {
  const scheme = /^([a-z][\w+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === "postgres" || scheme === "postgresql")
    return { kind: "postgres", address: postgresAddress(text) };
  if (scheme !== undefined && !/^sqlite(\+\w+)?$/.test(scheme)) {
    throw new WrongValue(
      `names a ${scheme.replace(/\+.*/, "")} database, which isn't supported: the data is in an SQLite file or in PostgreSQL. Create a new vault, then import the old one with "opp import openpassphrase"`,
    );
  }
  const file = /^sqlite(?:\+\w+)?:\/\/\/([^?#]+)$/i.exec(text)?.[1];
  if (file === undefined || file === ":memory:" || file.endsWith("/"))
    throw new WrongValue(
      "must be sqlite:/// and the path of a file (an absolute path starts with another /), or postgres://USER@HOST/DATABASE",
    );
  return { kind: "sqlite", file: path(file) };
};

function postgresAddress(text: string): PostgresAddress {
  const [, user = "", hosts = "", database = "", query = ""] =
    /^\w+:\/\/(?:([^@/?#]*)@)?([^/?#]*)\/([^/?#]+)(?:\?([^#]*))?$/.exec(text) ?? [];
  if (user.includes(":"))
    throw new WrongValue(
      "contains a password, which others could read there: put it into a file that only its owner can read, and name that file in OPP_DB_PASSWORD_FILE",
    );
  if (user === "" || database === "")
    throw new WrongValue("must be postgres://USER@HOST/DATABASE; several hosts are separated by commas");
  const given = new URLSearchParams(query);
  const socket = given.get("host");
  given.delete("host");
  if (given.get("sslmode") === "verify-full") given.delete("sslmode");
  const [unknown] = given.keys();
  if (unknown !== undefined)
    throw new WrongValue(
      `has "${unknown}", which isn't read from here. TLS: OPP_DB_TLS and OPP_DB_CA_FILE; connections: OPP_DB_POOL`,
    );
  if (socket !== null && (!socket.startsWith("/") || hosts !== ""))
    throw new WrongValue("may have ?host= only for the folder of a socket, and then no other host");
  return {
    hosts: socket === null ? hosts.split(",").map(hostPlace) : [{ host: path(socket), port: PORT }],
    user: decoded(user),
    database: decoded(database),
  };
}

function hostPlace(text: string): PostgresAddress["hosts"][number] {
  const [, bracketed, plain, port = String(PORT)] =
    /^(?:\[([\da-f:.]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535 || (bracketed && isIP(bracketed) !== 6))
    throw new WrongValue("must name hosts as db.example.com, db.example.com:5433 or [::1]:5433");
  return { host: hostName(host), port: Number(port) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new WrongValue("has a % that isn't followed by two hexadecimal digits");
  }
}
