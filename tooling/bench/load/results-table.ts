import type { Waits } from "./neighbour.ts";

/** What one attack did. */
export interface Result {
  readonly attack: string;
  /** What the same attack did before the server was hardened. */
  readonly before: string;
  /** What the server answered, and how long that took. */
  readonly outcome: string;
  readonly waits: Waits;
  /** The most processor time that one turn of the server's event loop took, in milliseconds. */
  readonly turn: number;
  /** Resident memory in MiB: the most during the attack, and some seconds later. */
  readonly memory: { readonly peak: number; readonly after: number };
}

/** The longest wait that a user may have because of another. */
export const LONGEST_WAIT_MS = 100;

const HEADINGS = [
  "attack",
  "before",
  "now",
  "longest wait",
  "99 of 100",
  "longest turn",
  "memory: most, later",
];

/** The results as a table in Markdown. */
export function resultsTable(results: readonly Result[]): string {
  const lines = results.map(({ attack, before, outcome, waits, turn, memory }) => [
    attack,
    before,
    outcome,
    `${milliseconds(waits.longest)}${waits.failed > 0 ? `, ${waits.failed} failed` : ""}`,
    milliseconds(waits.most),
    milliseconds(turn),
    `${memory.peak.toFixed(0)}, ${memory.after.toFixed(0)} MiB`,
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const format = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [format(HEADINGS), format(widths.map((width) => "-".repeat(width))), ...lines.map(format)].join(
    "\n",
  );
}

/** In how many attacks the other user waited no longer than allowed, and got every answer. */
export const reached = (results: readonly Result[]): number =>
  results.filter(({ waits }) => waits.longest <= LONGEST_WAIT_MS && waits.failed === 0).length;

/** `49 × 200, 2 × 503`: the most frequent status first. */
export function countStatuses(statuses: readonly number[]): string {
  const counts = new Map<number, number>();
  for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([status, count]) => `${count} × ${status === 0 ? "closed" : status}`)
    .join(", ");
}

const milliseconds = (value: number): string => (Number.isFinite(value) ? `${value.toFixed(0)} ms` : "none");
