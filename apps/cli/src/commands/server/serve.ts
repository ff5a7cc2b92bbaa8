import type { Command } from "@commander-js/extra-typings";
import { ALL_OPTIONS } from "@opp/host/config/options";
import { CONFIG_OPTION } from "../../options/command-options.ts";
import { runServer } from "../../vault/server-module.ts";

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

const EXAMPLES = `
You can also set each option in the environment (OPP_PORT=4700) or in a configuration file (port = 4700).
Stop it with SIGTERM or Ctrl-C.

Examples:
  opp serve
  opp serve --data-dir /var/lib/openpassphrase --port 4700
  opp serve --config /etc/opp/opp.cfg`;
