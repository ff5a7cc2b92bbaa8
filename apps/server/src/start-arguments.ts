import { parseArgs } from "node:util";
import { nearestName } from "@opp/host/config/nearest-name";
import { ALL_OPTIONS } from "@opp/host/config/options";
import { StartRefusal } from "@opp/host/errors/start-refusal";
import type { StartOptions } from "./start.ts";

/**
 * `--config FILE`, and each option as `--its-name VALUE`; but no secret, which others could see there.
 * @throws StartRefusal for anything else.
 */
export function readArguments(args: readonly string[]): StartOptions {
  const names = new Map(
    ALL_OPTIONS.filter(({ isSecret }) => !isSecret).map(({ name }) => [name.replaceAll("_", "-"), name]),
  );
  const options = Object.fromEntries(
    [...names.keys(), "config"].map((name) => [name, { type: "string" as const }]),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const problems: string[] = [];
  const commandLine: Record<string, string> = {};
  let configFile: string | undefined;
  let isValueOfUnknown = false;
  for (const token of tokens) {
    const belongsToUnknown = isValueOfUnknown;
    isValueOfUnknown =
      token.kind === "option" && options[token.name] === undefined && token.value === undefined;
    if (token.kind === "option-terminator") continue;
    // Not repeated: it may be a secret in the wrong place.
    if (token.kind === "positional") {
      if (!belongsToUnknown) problems.push("The server takes only options, as --name VALUE");
    } else if (options[token.name] === undefined) {
      const nearest = nearestName(token.name, Object.keys(options));
      problems.push(
        `${token.rawName} isn't an option. ${nearest ? `Did you mean --${nearest}?` : "docs/configuration.md lists them"}`,
      );
    } else if (token.value === undefined) problems.push(`${token.rawName} needs a value after it`);
    else if (token.name === "config") configFile = token.value;
    else commandLine[names.get(token.name) ?? token.name] = token.value;
  }
  if (problems.length > 0) throw new StartRefusal(problems);
  return { commandLine, configFile };
}
