import { existsSync } from "node:fs";
import type { Command } from "@commander-js/extra-typings";
import { CONFIG_OPTION, DATA_DIR_OPTION, JSON_OPTION } from "../command-options.ts";
import { EXIT } from "../exit-codes.ts";
import { explainError } from "../explain-error.ts";
import { configFor, openLocalVault, type VaultOptions } from "../local-vault.ts";
import { lookAtBackups } from "../look-at-backups.ts";
import { openOutput, type Paint } from "../output.ts";

export function define(command: Command): void {
  command
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const output = openOutput(options);
      const progress = output.progress("Looking", CHECKS.length);
      const findings: Finding[] = [];
      for (const [index, { what, check }] of CHECKS.entries()) {
        findings.push(await look(what, () => check(options)));
        progress.reach(index + 1);
      }
      progress.end();
      const isWell = findings.every(({ ok }) => ok);
      output.result(
        { ok: isWell, checks: findings },
        findings.map((one) => line(one, output.paint)).join("\n"),
      );
      if (!isWell) process.exitCode = EXIT.problemsFound;
    });
}

interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly says: string;
}

/** Each answers what it found good, and throws what is wrong. */
const CHECKS: readonly { what: string; check: (options: VaultOptions) => string | Promise<string> }[] = [
  { what: "Node", check: () => process.versions.node },
  { what: "Configuration", check: (options) => `the data folder is ${configFor(options).dataFolder}` },
  {
    what: "Database",
    check: async (options) => {
      const { databaseFile } = configFor(options);
      if (!existsSync(databaseFile)) return `${databaseFile} isn't there yet; the first start makes it`;
      await using vault = await openLocalVault(options);
      await vault.deps.store.ping();
      return `${databaseFile} opens`;
    },
  },
  { what: "Backups", check: (options) => lookAtBackups(configFor(options), Date.now()) },
];

async function look(what: string, check: () => string | Promise<string>): Promise<Finding> {
  try {
    return { what, ok: true, says: await check() };
  } catch (error) {
    const { message, problems } = explainError(error);
    return { what, ok: false, says: [message, ...problems].join(" ") };
  }
}

const line = ({ what, ok, says }: Finding, paint: Paint): string =>
  `${ok ? paint("green", "ok  ") : paint("red", "FAIL")} ${paint("bold", what)}: ${says}`;

const EXAMPLES = `
Ends with 9 when something is wrong.

Examples:
  opp doctor
  opp doctor --data-dir /var/lib/openpassphrase --json`;
