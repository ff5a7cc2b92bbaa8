import type { Tally } from "./load.ts";

/** All the times of one fault. */
export interface Result {
  readonly what: string;
  readonly ok: boolean;
  readonly says: string;
  readonly cells: readonly string[];
}

const HEADS = [
  "fault",
  "times",
  "acknowledged",
  "lost",
  "back or doubled",
  "answers of 500",
  "503 or 507",
  "outcome unknown",
  "cut off",
  "sessions ended",
  "without writes, p50",
  "longest",
  "slowest answer",
];

export function resultOf(what: string, tallies: readonly Tally[]): Result {
  const sum = (count: (tally: Tally) => number) => tallies.reduce((total, tally) => total + count(tally), 0);
  const answers = (kind: "500" | "later" | "unknown" | "cut" | "ended" | "wrong") =>
    sum((tally) => tally.answers.get(kind) ?? 0);
  const pauses = tallies.map(longestPause).toSorted((a, b) => a - b);
  const median = pauses[Math.floor((pauses.length - 1) / 2)] ?? 0;
  const longest = pauses.at(-1) ?? 0;
  const slowest = Math.max(0, ...tallies.map(({ slowestMs }) => slowestMs));
  const lost = sum((tally) => tally.lost);
  const odd = sum((tally) => tally.doubled + tally.wentBack);
  const examples = tallies.flatMap((tally) => tally.examples);
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
  const counts = [
    sum((tally) => tally.acknowledged.length),
    lost,
    odd,
    answers("500"),
    answers("later"),
    answers("unknown"),
    answers("cut"),
    answers("ended"),
  ];
  const times = [median, longest, slowest].map(seconds);
  const cells = [what, String(tallies.length), ...counts.map(String), ...times];
  const wrong = answers("500") + answers("ended") + answers("wrong");
  return {
    what,
    ok: lost === 0 && odd === 0 && wrong === 0 && examples.length === 0,
    says: HEADS.map((head, index) => `${head} ${cells[index]}`)
      .slice(2)
      .concat(answers("wrong") > 0 ? [`wrong ${answers("wrong")}`] : [], examples)
      .join("; "),
    cells,
  };
}

/** Between two acknowledged writes of any kind. */
const longestPause = ({ acknowledged }: Tally): number =>
  acknowledged.reduce((longest, at, index) => Math.max(longest, at - (acknowledged[index - 1] ?? at)), 0);

export function tableOf(results: readonly Result[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(HEADS), line(HEADS.map(() => "---")), ...results.map(({ cells }) => line(cells))].join("\n");
}
