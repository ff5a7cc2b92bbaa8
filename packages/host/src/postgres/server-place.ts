import { readFileSync } from "node:fs";
import type { ServerPlace } from "@opp/core/store/postgres/server/open-pool";
import type { PostgresConfig } from "../config/config.ts";
import { StartRefusal } from "../errors/start-refusal.ts";
import { reasonOf } from "../files/data-folder.ts";
import { readPrivateFile } from "../files/private-file.ts";
import { isLoopback } from "../values/addresses.ts";

/** How the database is reached, with its password. @throws StartRefusal where a file that is named can't be read, or others can read it */
export function serverPlaceOf(config: PostgresConfig): ServerPlace {
  const { hosts, user, database, passwordFile, prepared, tls, caFile } = config;
  const isHere = hosts.every(({ host }) => host.startsWith("/") || isLoopback(host) || host === "localhost");
  const isEncrypted = tls === null ? !isHere : tls === "on";
  return {
    hosts,
    user,
    database,
    prepared,
    ...(passwordFile !== null && { password: readPassword(passwordFile) }),
    // A server that has no TLS, or whose certificate doesn't verify, is refused: nothing is sent in clear instead.
    ssl: isEncrypted && { rejectUnauthorized: true, ...(caFile !== null && { ca: readAuthority(caFile) }) },
  };
}

function readPassword(path: string): string {
  const file = readPrivateFile("The database's password", path, 0o077);
  const [password] = file?.text.split(/\r?\n/) ?? [];
  if (password) return password;
  throw new StartRefusal([
    `The database's password ${path} ${file ? "has an empty first line" : "doesn't exist"}. Write the password into it, or leave out OPP_DB_PASSWORD_FILE`,
  ]);
}

function readAuthority(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new StartRefusal([
      `Can't read the certificate ${path} (${reasonOf(error)}). Set OPP_DB_CA_FILE=<its path>`,
    ]);
  }
}
