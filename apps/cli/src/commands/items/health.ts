import type { Command } from "@commander-js/extra-typings";
import type { ItemSummary, VaultClient } from "@openpassphrase/client";
import { flagsOf, type HealthFlags, healthScore, type JudgedItem } from "@opp/core/health/health-score";
import type { BreachListState, HealthReport, ItemHealth } from "@opp/core/schemas/health";
import { EXIT } from "../../errors/exit-codes.ts";
import { CliFailure } from "../../errors/failure.ts";
import { listAll } from "../../items/list-all.ts";
import { JSON_OPTION, STDIN_ARGUMENT } from "../../options/command-options.ts";
import { type Output, openOutput } from "../../terminal/output.ts";
import { addSecretOptions } from "../../terminal/secret-input.ts";
import { count } from "../../text/count.ts";
import { fittedTable, tabbedLines } from "../../text/table.ts";
import { PASSPHRASE, useRemoteVault } from "../../vault/remote-vault.ts";

const MONTH_MS = 30.44 * 24 * 3600 * 1000;
const DEFAULT_OLD_MONTHS = 12;
/** Passwords judged in one call: often enough for the bar to move. */
const PASSWORDS_A_CALL = 100;
/** Where the terminal doesn't say how wide it is. */
const UNKNOWN_WIDTH_CHARS = 80;

export function define(command: Command): void {
  addSecretOptions(command, [PASSPHRASE]);
  command
    .argument(...STDIN_ARGUMENT)
    .option(
      "--old-after <months>",
      `after how many months a password is old; 0: never (default: ${DEFAULT_OLD_MONTHS})`,
      readMonths,
    )
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (dash, options) => {
      const output = openOutput(options);
      const oldAfterMs = (options.oldAfter ?? DEFAULT_OLD_MONTHS) * MONTH_MS;
      await useRemoteVault({ options, fromStdin: dash === true }, async ({ vault }) => {
        const report = await vault.health.report.query({});
        const judged = await judgeAll(vault, report, output);
        const now = Date.now();
        const checked = judged.map((item) => ({ item, flags: flagsOf(item, now, oldAfterMs) }));
        const summaries = new Map((await listAll(vault, false)).map((item) => [item.id, item]));
        const unsorted = checked.flatMap(({ item, flags }) => {
          const summary = summaries.get(item.id);
          const findings = FINDINGS.filter(({ flag }) => flags[flag]);
          return summary && findings.length > 0 ? [{ item, summary, findings }] : [];
        });
        const found = unsorted.toSorted(worstFirst);
        const counts = Object.fromEntries(
          FINDINGS.map(({ flag }) => [flag, checked.filter(({ flags }) => flags[flag]).length]),
        );
        const score = healthScore(checked);
        const { breachList, damaged } = report;
        output.result(
          {
            score,
            breachList,
            damaged,
            counts,
            items: found.map(({ item: { id, strength, seen }, summary, findings }) => ({
              id,
              name: summary.name,
              username: summary.username,
              url: summary.url,
              findings: findings.map(({ flag }) => flag),
              strength,
              seen,
            })),
          },
          textOf({ score, breachList, damaged, counts, found }),
        );
      });
    });
}

/** In the order in which they are worth a change. */
const FINDINGS = [
  { flag: "breached", says: "breached" },
  { flag: "weak", says: "weak" },
  { flag: "reused", says: "reused" },
  { flag: "old", says: "old" },
  { flag: "insecure", says: "insecure website" },
  { flag: "codeMissing", says: "no one-time code" },
] as const satisfies readonly { readonly flag: keyof HealthFlags; readonly says: string }[];

type Finding = (typeof FINDINGS)[number];
type Judged = ItemHealth & JudgedItem;

interface Found {
  readonly item: Judged;
  readonly summary: ItemSummary;
  readonly findings: readonly Finding[];
}

const rankOf = ({ findings: [worst] }: Found): number => (worst ? FINDINGS.indexOf(worst) : FINDINGS.length);
/** By the worst finding, then by their number. */
const worstFirst = (one: Found, other: Found): number =>
  rankOf(one) - rankOf(other) || other.findings.length - one.findings.length;

async function judgeAll(vault: VaultClient, { items }: HealthReport, output: Output): Promise<Judged[]> {
  const ids = items.filter(({ hasPassword }) => hasPassword).map(({ id }) => id);
  const progress = output.progress("Checking passwords", ids.length);
  const byId = new Map<number, { score: number; seen: number | null }>();
  for (let at = 0; at < ids.length; at += PASSWORDS_A_CALL) {
    const { strengths } = await vault.health.strengths.query({ ids: ids.slice(at, at + PASSWORDS_A_CALL) });
    for (const { id, score, seen } of strengths) byId.set(id, { score, seen });
    progress.reach(at + PASSWORDS_A_CALL);
  }
  progress.end();
  return items.map((item) => {
    const known = byId.get(item.id);
    return { ...item, strength: known?.score ?? null, seen: known?.seen ?? null };
  });
}

const BREACH_NOTES: Readonly<Record<BreachListState, string | null>> = {
  none: "Breached passwords aren't checked: the server has no list of them (docs/pwned-passwords.md).",
  failed: "Breached passwords weren't checked: the server can't read its list of them.",
  ready: null,
};

interface Result {
  readonly score: number | null;
  readonly breachList: BreachListState;
  readonly damaged: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly found: readonly Found[];
}

function textOf({ score, breachList, damaged, counts, found }: Result): string {
  const rows = found.map(({ summary: { id, name, username, url }, findings }) => [
    String(id),
    name,
    username,
    url,
    findings.map(({ says }) => says).join(", "),
  ]);
  if (!process.stdout.isTTY) return tabbedLines(rows);
  const table = [["ID", "NAME", "USER NAME", "URL", "FOUND"], ...rows];
  const lines = [
    score === null ? "No passwords to check." : `Score: ${score} of 100`,
    FINDINGS.map(({ flag, says }) => `${says}: ${counts[flag]}`).join(" · "),
    BREACH_NOTES[breachList],
    damaged > 0 ? `${count(damaged, "item")} can't be decrypted, so they weren't checked.` : null,
    rows.length > 0 ? fittedTable(table, process.stdout.columns || UNKNOWN_WIDTH_CHARS) : null,
  ];
  return lines.filter((line) => line !== null).join("\n");
}

function readMonths(text: string): number {
  if (!/^\d{1,3}$/.test(text))
    throw new CliFailure(EXIT.usage, "--old-after needs a number of months, such as 12.");
  return Number(text);
}

const EXAMPLES = `
The server checks the passwords; none leaves it, and nothing is looked up online. On a terminal, the score,
what was found, and a table, worst first; otherwise one line per item, with tabs between id, name, username,
URL and what was found.

Examples:
  opp health
  opp health --old-after 24
  opp health --json | jq -r '.items[] | select(.findings[] == "breached") | .name'`;
