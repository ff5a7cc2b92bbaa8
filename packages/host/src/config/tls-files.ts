import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { StartRefusal } from "../errors/start-refusal.ts";
import { reasonOf } from "../files/data-folder.ts";
import { readPrivateFile } from "../files/private-file.ts";
import type { ServerConfig } from "./config.ts";

export interface TlsFiles {
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
  /** What was overlooked about the key's file, for the log. */
  readonly accepted: string | null;
}

/** @throws StartRefusal when a file can't be read, the key can be read by everyone, or the two don't belong together. */
export function loadTlsFiles({ certFile, keyFile }: NonNullable<ServerConfig["tls"]>): TlsFiles {
  // A group may read the key: certificate clients commonly hand keys over that way.
  const file = readPrivateFile("The TLS key", keyFile, 0o007);
  if (file === null)
    throw new StartRefusal([`The TLS key ${keyFile} doesn't exist. Set OPP_TLS_KEY_FILE=<its path>`]);
  const { text: key, accepted } = file;
  let cert: string;
  try {
    cert = readFileSync(certFile, "utf8");
  } catch (error) {
    throw new StartRefusal([
      `Can't read the TLS certificate ${certFile} (${reasonOf(error)}). Set OPP_TLS_CERT_FILE=<its path>`,
    ]);
  }
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw new StartRefusal([
      `The certificate ${certFile} and the key ${keyFile} don't match (${reasonOf(error)}). Use a PEM certificate and its PEM key without a password`,
    ]);
  }
  return { cert, key, accepted };
}
