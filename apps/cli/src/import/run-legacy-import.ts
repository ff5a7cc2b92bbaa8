import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LegacyDatabase, LegacyUserRow } from "@opp/core/legacy/legacy-rows";
import { localTimeReader } from "@opp/core/legacy/local-time";
import { legacyCipher } from "@opp/core/platform/legacy-cipher";
import { openLegacyDatabase } from "@opp/core/store/sqlite/files/open-legacy-database";
import {
  importLegacyVault,
  type LegacyAnswer,
  type LegacyImportDeps,
  type LegacyImportReport,
} from "@opp/core/vault/imports/import-legacy-vault";
import { EXIT, type ExitCode } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { type Output } from "../terminal/output.ts";
import type { Progress } from "../terminal/progress.ts";
import { refuseLeftInput } from "../terminal/terminal.ts";
import { visible } from "../text/visible.ts";
import { configFor, type LocalVault, openOrMakeLocalVault } from "../vault/local-vault.ts";
import { askAnswer } from "./ask-answer.ts";
import { describeImport, exitCodeOf, toJson } from "./describe-import.ts";
import { oldName } from "./old-name.ts";
import { readAnswers } from "./read-answers.ts";
import { readRenames } from "./read-renames.ts";

export interface LegacyImportRequest {
  readonly dryRun?: true | undefined;
  readonly rename?: readonly string[] | undefined;
  readonly timezone?: string | undefined;
  readonly dataDir?: string | undefined;
  readonly fromStdin: boolean;
}

/**
 * Moves all users in of whom there is a passphrase, one after the other. All questions come first: whoever breaks off there has
 * changed nothing. @throws CliFailure for a request that can't be.
 */
export async function runLegacyImport(
  path: string,
  request: LegacyImportRequest,
  output: Output,
): Promise<ExitCode> {
  const timeZone = checkTimeZone(request.timezone);
  const dryRun = request.dryRun === true;
  const database = openLegacyDatabase(path);
  try {
    const users = database.users();
    const names = users.map(oldName);
    const renames = readRenames(request.rename ?? [], names);
    const given = await readAnswers(request.fromStdin, names);
    await using vault = await openTarget(request, dryRun);
    const deps = { ...vault.deps, legacyCipher };
    const answers = given ?? (await askAll(deps, database, { users, renames, dryRun }));
    const reports: LegacyImportReport[] = [];
    try {
      for (const user of users) {
        const name = oldName(user);
        let bar: Progress | undefined;
        const onProgress = (done: number, of: number) => {
          bar ??= output.progress(`Sealing ${visible(name)}`, of);
          bar.reach(done);
        };
        const options = { timeZone, username: renames.get(name), dryRun, onProgress };
        const answer = answers.get(name) ?? null;
        try {
          reports.push(await importLegacyVault(deps, database, { user, answer, options }));
        } finally {
          bar?.end();
        }
      }
    } finally {
      // Also when a fault ends this: the recovery codes of those who are in were never shown.
      const orphans = database.orphans();
      const context = { path, dataFolder: vault.config.dataFolder, dryRun, paint: output.paint };
      output.result(toJson(reports, orphans, dryRun), describeImport(reports, orphans, context));
    }
    return exitCodeOf(reports);
  } finally {
    database.close();
  }
}

/** Asks for everyone's passphrases, but not for those of who wouldn't be imported anyway. */
async function askAll(
  deps: LegacyImportDeps,
  database: LegacyDatabase,
  {
    users,
    renames,
    dryRun,
  }: {
    readonly users: readonly LegacyUserRow[];
    readonly renames: ReadonlyMap<string, string>;
    readonly dryRun: boolean;
  },
): Promise<ReadonlyMap<string, LegacyAnswer>> {
  const answers = new Map<string, LegacyAnswer>();
  for (const user of users) {
    const options = { timeZone: "UTC", username: renames.get(oldName(user)), dryRun: true };
    const { outcome } = await importLegacyVault(deps, database, { user, answer: null, options });
    const answer = outcome === "counted" ? await askAnswer(deps, user, dryRun) : null;
    if (answer) answers.set(oldName(user), answer);
  }
  refuseLeftInput();
  return answers;
}

/** A dry run without a vault makes none: it counts against an empty one, which is gone afterwards. */
async function openTarget(request: LegacyImportRequest, dryRun: boolean): Promise<LocalVault> {
  const config = configFor(request);
  if (!dryRun || config.postgres || existsSync(config.databaseFile)) return openOrMakeLocalVault(config);
  const folder = await mkdtemp(join(tmpdir(), "opp-dry-run-"));
  const vault = await openOrMakeLocalVault({
    ...config,
    dataFolder: folder,
    databaseFile: join(folder, "vault.sqlite"),
    secretKeyFile: join(folder, "server-secret"),
  });
  return {
    ...vault,
    config,
    async [Symbol.asyncDispose]() {
      await vault[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

function checkTimeZone(given: string | undefined): string {
  const timeZone = given ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  try {
    localTimeReader(timeZone);
    return timeZone;
  } catch {
    throw new CliFailure(
      EXIT.usage,
      "--timezone isn't a time zone. Use an IANA name, such as --timezone Europe/Berlin or --timezone UTC.",
    );
  }
}
