import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { ConfigSources } from "@opp/host/config/config-sources";
import { EXIT, type ExitCode } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { LAYOUT } from "./layout.ts";

/** As `startServer` of apps/server takes them. */
export interface ServerOptions extends Partial<ConfigSources> {
  /** Says where the server is, once it listens; left out: in a line on standard output. */
  readonly announce?: (url: string) => void;
}

/**
 * The server as `npm start` runs it, in this process: its bundle is loaded, and ends the process when it ends.
 * @throws CliFailure when it doesn't start.
 */
export async function runServer(options: ServerOptions): Promise<void> {
  if (!existsSync(LAYOUT.serverModule)) {
    throw new CliFailure(
      EXIT.file,
      `The server isn't built: ${LAYOUT.serverModule} doesn't exist. Run "npm start" once in the checkout.`,
    );
  }
  const server: unknown = await import(pathToFileURL(LAYOUT.serverModule).href);
  if (!isServer(server)) throw new Error("the server's bundle has no startServer");
  const failure = await server.startServer(options);
  if (failure === null) return;
  const [only = "", ...others] = failure.problems;
  const exitCode = EXITS[failure.kind] ?? EXIT.usage;
  throw others.length === 0
    ? new CliFailure(exitCode, only)
    : new CliFailure(exitCode, "OpenPassPhrase did not start:", failure.problems);
}

const EXITS: Readonly<Record<string, ExitCode>> = { database: EXIT.damaged, disk: EXIT.file };

/** `startServer` of apps/server, which is another program's code: only its shape is known here. */
interface Server {
  startServer(options: ServerOptions): Promise<{ kind: string; problems: readonly string[] } | null>;
}

const isServer = (module: unknown): module is Server =>
  typeof module === "object" &&
  module !== null &&
  "startServer" in module &&
  typeof module.startServer === "function";
