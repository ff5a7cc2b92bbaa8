/** The middle of the values, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
  return { median, min: at(0), max: at(sorted.length - 1) };
}

/** The value that so large a share of the values doesn't exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Runs `ours` and `floor` in turn, so that both see the machine as it is; answers each one's milliseconds. */
export async function inTurn(
  runs: number,
  ours: () => Promise<number>,
  floor: () => Promise<number>,
): Promise<{ ours: Spread; floor: Spread; ratio: number }> {
  await ours();
  await floor();
  const times: { ours: number[]; floor: number[] } = { ours: [], floor: [] };
  for (let run = 0; run < runs; run += 1) {
    times.ours.push(await ours());
    times.floor.push(await floor());
  }
  const found = { ours: spread(times.ours), floor: spread(times.floor) };
  return { ...found, ratio: found.ours.median / found.floor.median };
}

export const against = ({ ours, floor }: { ours: Spread; floor: Spread }): string =>
  `${ours.median.toFixed(1)} against ${floor.median.toFixed(1)} ms; ours ${ours.min.toFixed(1)} to ${ours.max.toFixed(1)}`;
