import type { Command } from "@commander-js/extra-typings";
import { inspectConfig, type ServerConfig, type Setting } from "@opp/host/config/config";
import { ALL_OPTIONS } from "@opp/host/config/options";
import { lookAtBackups } from "@opp/host/doctor/look-at-backups";
import {
  lookAtClock,
  lookAtDataFolder,
  lookAtDisk,
  lookAtNamedFiles,
  lookAtServerSecret,
  lookAtTls,
} from "@opp/host/doctor/look-at-files";
import { lookAtBreaches } from "../../doctor/look-at-breaches.ts";
import { lookAtDatabase } from "../../doctor/look-at-database.ts";
import { lookAtNativeParts } from "../../doctor/look-at-native-parts.ts";
import { lookAtPort } from "../../doctor/look-at-port.ts";
import { lookAtServerClock } from "../../doctor/look-at-server-clock.ts";
import { EXIT } from "../../errors/exit-codes.ts";
import { explainError } from "../../errors/explain-error.ts";
import { CONFIG_OPTION, DATA_DIR_OPTION, JSON_OPTION } from "../../options/command-options.ts";
import { openOutput, type Paint } from "../../terminal/output.ts";
import { fittedTable } from "../../text/table.ts";
import { sourcesFor } from "../../vault/local-vault.ts";

export function define(command: Command): void {
  command
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const output = openOutput(options);
      const { config, settings, problems } = inspectConfig(sourcesFor(options));
      const findings: Finding[] = [
        { what: "Node", ok: true, says: process.versions.node },
        {
          what: "Configuration",
          ok: problems.length === 0,
          says: problems.join("; ") || "no problems found",
        },
      ];
      const progress = output.progress("Looking", CHECKS.length);
      for (const [index, { what, check }] of CHECKS.entries()) {
        findings.push(await look(what, () => check(config, Date.now())));
        progress.reach(index + 1);
      }
      progress.end();
      const isWell = findings.every(({ ok }) => ok);
      const inForce = settings.map((setting) => ({ ...setting, origin: describeOrigin(setting) }));
      const text = [settingsTable(inForce), "", ...findings.map((one) => line(one, output.paint))].join("\n");
      output.result({ ok: isWell, settings: inForce, checks: findings }, text);
      if (!isWell) process.exitCode = EXIT.problemsFound;
    });
}

interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly says: string;
}

type Check = (config: ServerConfig, now: number) => string | Promise<string>;

/** Each answers what it found good, and throws what is wrong. */
const CHECKS: readonly { readonly what: string; readonly check: Check }[] = [
  { what: "Native modules", check: lookAtNativeParts },
  { what: "Data folder", check: lookAtDataFolder },
  { what: "Server secret", check: lookAtServerSecret },
  { what: "Database", check: lookAtDatabase },
  { what: "Backups", check: lookAtBackups },
  { what: "Disk", check: lookAtDisk },
  { what: "Port", check: lookAtPort },
  { what: "TLS", check: lookAtTls },
  { what: "Other files", check: lookAtNamedFiles },
  { what: "Breached passwords", check: lookAtBreaches },
  { what: "Clock", check: lookAtClock },
  { what: "Server's clock", check: lookAtServerClock },
];

async function look(what: string, check: () => string | Promise<string>): Promise<Finding> {
  try {
    return { what, ok: true, says: await check() };
  } catch (error) {
    const { message, problems } = explainError(error);
    return { what, ok: false, says: problems.length > 0 ? problems.join("; ") : message };
  }
}

function describeOrigin({ origin }: Setting): string {
  return origin?.kind === "file" ? `${origin.path}, line ${origin.line}` : (origin?.kind ?? "default");
}

const DEFAULTS = new Map(ALL_OPTIONS.map(({ name, byDefault }) => [name, byDefault.replaceAll("`", "")]));

type InForce = Omit<Setting, "origin"> & { readonly origin: string };

function settingsTable(settings: readonly InForce[]): string {
  const rows = settings.map(({ name, value, isSecret, origin }) => [
    name,
    value ?? (isSecret && origin !== "default" ? "(hidden)" : (DEFAULTS.get(name) ?? "")),
    origin,
  ]);
  return fittedTable([["OPTION", "VALUE", "FROM"], ...rows], process.stdout.columns ?? WIDE);
}

/** Where no terminal limits the line. */
const WIDE = 1000;

const line = ({ what, ok, says }: Finding, paint: Paint): string =>
  `${ok ? paint("green", "ok  ") : paint("red", "FAIL")} ${paint("bold", what)}: ${says}`;

const EXAMPLES = `
Shows every option in use and its source, with secrets hidden; then checks native
modules, data folder, server secret, database, backups, disk, port, TLS, list of breached passwords and clock.
Changes nothing, and exits with 9 if it finds a problem. A service may have another environment than your shell: run it
as the service's user, with --config if the service has that.

Examples:
  opp doctor
  opp doctor --data-dir /var/lib/openpassphrase --json`;
