import type { LegacyProblem } from "@opp/core/legacy/read-legacy-vault";
import type { LegacyImportReport, LegacyRefusal } from "@opp/core/vault/imports/import-legacy-vault";
import { EXIT, type ExitCode } from "../errors/exit-codes.ts";
import { type Paint } from "../terminal/output.ts";
import { count } from "../text/count.ts";
import { visible } from "../text/visible.ts";

type Orphans = readonly { readonly table: string; readonly id: number }[];

const EXITS: Record<LegacyRefusal, ExitCode> = {
  // Left out on purpose: another run takes it.
  "no-passphrase": EXIT.ok,
  "passphrase-incorrect": EXIT.refused,
  "new-passphrase-invalid": EXIT.usage,
  "old-passphrase-invalid": EXIT.usage,
  "passphrase-is-password": EXIT.usage,
  "username-invalid": EXIT.usage,
  "username-taken": EXIT.conflict,
};

const HINTS: Partial<Record<LegacyRefusal, string>> = {
  "no-passphrase": "Run the command again to import it.",
  "username-taken": "Use --rename OLD=NEW.",
  "username-invalid": "Use --rename OLD=NEW.",
};

/** What is to be seen of a row's problem: nothing of it came along, or not all. */
const isUnreadable = ({ kind }: LegacyProblem): boolean => kind !== "noted";

/** That of the first who was refused. Rows that can't be read are reported, and no failure. */
export const exitCodeOf = (reports: readonly LegacyImportReport[]): ExitCode =>
  reports.map(({ refusal }) => (refusal ? EXITS[refusal] : EXIT.ok)).find((code) => code !== EXIT.ok) ??
  EXIT.ok;

export const toJson = (reports: readonly LegacyImportReport[], orphans: Orphans, dryRun: boolean) => ({
  dryRun,
  users: reports.map((report) => ({
    id: report.legacyId,
    username: report.legacyUsername,
    importedAs: report.outcome === "imported" ? report.username : null,
    outcome: report.outcome === "refused" && report.refusal === "no-passphrase" ? "left-out" : report.outcome,
    refusal: report.refusal,
    reason: report.reason,
    categories: (report.readable ?? report.found).categories,
    items: (report.readable ?? report.found).items,
    opened: report.readable !== null,
    unreadableRows: report.problems.filter(isUnreadable).length,
    problems: report.problems,
    passphraseKept: report.passphraseKept,
    recoveryCode: report.recoveryCode,
  })),
  ofNobody: orphans,
});

export function describeImport(
  reports: readonly LegacyImportReport[],
  orphans: Orphans,
  {
    paint,
    ...place
  }: { readonly path: string; readonly dataFolder: string; readonly dryRun: boolean; readonly paint: Paint },
): string {
  const parts = reports.map((report) => describeOne(report, paint));
  if (reports.length === 0) parts.push("The old database has no users. Nothing was imported.");
  if (orphans.length > 0) {
    const rows = orphans.map(({ table, id }) => `${table} ${id}`).join(", ");
    parts.push(`Rows without a user can't be decrypted and were skipped: ${rows}.`);
  }
  if (place.dryRun) parts.push("This was a dry run: nothing was written.");
  else if (reports.some(({ outcome }) => outcome === "imported")) parts.push(whatIsNext(reports, place));
  return parts.join("\n\n");
}

function describeOne(report: LegacyImportReport, paint: Paint): string {
  const name = visible(report.legacyUsername);
  const lines = [`${paint("bold", name)}: ${outcomeOf(report)}`];
  for (const { table, id, reason } of report.problems)
    lines.push(paint("yellow", `  ${table} ${id}: ${reason}`));
  if (report.passphraseKept && report.outcome === "imported") lines.push(paint("yellow", KEPT));
  if (report.recoveryCode !== null)
    lines.push(`  Recovery code, shown only once:`, "", `    ${report.recoveryCode}`);
  return lines.join("\n");
}

const KEPT =
  "  The passphrase is unchanged. Anyone who has the old file or a copy can guess it quickly: change it under Account.";

function outcomeOf(report: LegacyImportReport): string {
  const { outcome, refusal, reason, readable, found, username, legacyUsername } = report;
  const counts = `${count((readable ?? found).categories, "category", "categories")}, ${count((readable ?? found).items, "item")}`;
  const unreadable = report.problems.filter(isUnreadable).length;
  const lost = unreadable > 0 ? `, ${count(unreadable, "row")} that can't be read completely` : "";
  switch (outcome) {
    case "imported":
      return `imported${username === legacyUsername ? "" : ` as ${visible(username)}`}, ${counts}${lost}.`;
    case "counted":
      return `${counts}${lost}${readable ? "." : "; not decrypted, without the passphrase."}`;
    case "already-imported":
      return `not imported again. ${reason}`;
    case "refused":
      return `not imported. ${[reason, refusal && HINTS[refusal]].filter(Boolean).join(" ")}`;
  }
}

function whatIsNext(
  reports: readonly LegacyImportReport[],
  { path, dataFolder }: { readonly path: string; readonly dataFolder: string },
): string {
  const lines = [`The vaults are in ${dataFolder}. Everyone logs in with their old password.`];
  if (reports.some(({ outcome }) => outcome === "refused"))
    lines.push("Other users are still only in the old database.");
  lines.push(
    `Once you have checked that everything is there, delete ${path} and all copies and backups of it: anyone who has one can guess the old passphrases quickly.`,
  );
  return lines.join("\n");
}
