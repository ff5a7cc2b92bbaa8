import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Command } from "@commander-js/extra-typings";
import { ALL_OPTIONS } from "@opp/host/options";
import { CONFIG_OPTION } from "../command-options.ts";
import { EXIT } from "../exit-codes.ts";
import { CliFailure } from "../failure.ts";
import { LAYOUT } from "../layout.ts";

export function define(command: Command): void {
  const flags = new Map<string, string>();
  for (const { name, meaning, isSecret } of ALL_OPTIONS) {
    if (isSecret) continue;
    const flag = name.replaceAll("_", "-");
    command.option(`--${flag} <value>`, meaning.replaceAll(/`|\[|\]\([^)]*\)/g, ""));
    flags.set(
      flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
      name,
    );
  }
  command
    .option(...CONFIG_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async ({ config, ...options }) => {
      const commandLine = Object.fromEntries(
        Object.entries(options).flatMap(([key, value]) => {
          const name = flags.get(key);
          return name === undefined || typeof value !== "string" ? [] : [[name, value]];
        }),
      );
      await runServer({ commandLine, configFile: config });
    });
}

/** The server as `npm start` runs it, in this process: its bundle is loaded, and ends the process when it ends. */
async function runServer(options: object): Promise<void> {
  if (!existsSync(LAYOUT.serverModule)) {
    throw new CliFailure(
      EXIT.file,
      `The server isn't built: there is no ${LAYOUT.serverModule}. Run "npm start" once in the checkout.`,
    );
  }
  const server: unknown = await import(pathToFileURL(LAYOUT.serverModule).href);
  if (!isServer(server)) throw new Error("the server's bundle has no startServer");
  const failure = await server.startServer(options);
  if (failure === null) return;
  const [only = "", ...others] = failure.problems;
  const exitCode = failure.kind === "database" ? EXIT.damaged : EXIT.usage;
  throw others.length === 0
    ? new CliFailure(exitCode, only)
    : new CliFailure(exitCode, "OpenPassPhrase did not start:", failure.problems);
}

/** `startServer` of apps/server, which is another program's code: only its shape is known here. */
interface Server {
  startServer(options: object): Promise<{ kind: string; problems: readonly string[] } | null>;
}

const isServer = (module: unknown): module is Server =>
  typeof module === "object" &&
  module !== null &&
  "startServer" in module &&
  typeof module.startServer === "function";

const EXAMPLES = `
Each of these can stand in the environment (OPP_PORT=4700) or in a configuration file (port = 4700), too.
Ends with SIGTERM or Ctrl-C.

Examples:
  opp serve
  opp serve --data-dir /var/lib/openpassphrase --port 4700
  opp serve --config /etc/opp/opp.cfg`;
