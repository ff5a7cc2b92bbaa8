import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { BreachListError } from "./breach-list-error.ts";
import { findUnfinished } from "./find-unfinished.ts";
import { HashLines } from "./hash-lines.ts";
import { INDEX_NAME } from "./index-format.ts";
import { FIRST_RANGE, rangeFile, readRange, refuseMissing } from "./list-source.ts";
import { openIndex } from "./read-index.ts";

const DAY_MS = 24 * 3_600_000;
const OLD_AFTER_DAYS = 365;
/** Range files whose order is looked at. */
const SAMPLES = ["00000", "7FFFF", "FFFFF"];

/** What a folder contains, in words for the administrator. @throws BreachListError with what is wrong, the system's errors */
export async function lookAtBreachList(folder: string, now: number): Promise<string> {
  if (!(await stat(folder)).isDirectory())
    throw new BreachListError(`${folder} isn't a folder. Name the folder that contains the list.`);
  const names = await readdir(folder);
  const isIndexed = names.includes(INDEX_NAME);
  const hasRanges = names.includes(`${FIRST_RANGE}.txt`);
  const unfinished = await findUnfinished(folder, now);
  if (unfinished.some(({ isAbandoned }) => isAbandoned))
    throw new BreachListError(
      `${folder} has an index that was never finished. Run opp pwned index again: it removes the rest.`,
    );
  if (isIndexed) return lookAtIndex(folder, hasRanges, now);
  if (hasRanges) return lookAtRanges(folder, now);
  const text = names.find((name) => name.endsWith(".txt"));
  throw new BreachListError(
    text === undefined
      ? `${folder} has no list of breached passwords. Run opp pwned index, or see docs/pwned-passwords.md.`
      : `${folder} has a list without an index. Run: opp pwned index ${join(folder, text)}`,
  );
}

async function lookAtIndex(folder: string, hasRanges: boolean, now: number): Promise<string> {
  const path = join(folder, INDEX_NAME);
  await using index = await openIndex(path, null);
  const { entries, listedAt, hole } = index.start.header;
  if (hasRanges && Math.floor((await stat(rangeFile(folder, FIRST_RANGE))).mtimeMs) > listedAt)
    throw new BreachListError(`${path} is older than the range files next to it. Run opp pwned index again.`);
  if (hole !== null) throw new BreachListError(`${path} has a hole. ${describeHole(hole)}`);
  refuseOld(path, listedAt, now);
  return `${entries.toLocaleString("en")} hashes in ${path}, of ${day(listedAt)}`;
}

async function lookAtRanges(folder: string, now: number): Promise<string> {
  await refuseMissing(folder);
  for (const range of SAMPLES) {
    const lines = new HashLines(rangeFile(folder, range), range, () => {});
    lines.read(await readRange(folder, range));
    lines.end();
  }
  const { mtimeMs } = await stat(rangeFile(folder, FIRST_RANGE));
  refuseOld(folder, mtimeMs, now);
  return `range files in ${folder}, of ${day(mtimeMs)}. An index is smaller and faster: opp pwned index ${folder}`;
}

function refuseOld(path: string, listedAt: number, now: number): void {
  const days = Math.floor((now - listedAt) / DAY_MS);
  if (days > OLD_AFTER_DAYS)
    throw new BreachListError(
      `${path} is a list of ${day(listedAt)}, ${days} days ago. Download a newer one and index it.`,
    );
}

/** @param hole as an index's header has it */
export function describeHole({ from, to }: { readonly from: number; readonly to: number }): string {
  const digits = (value: number) =>
    Math.min(value, 2 ** 48 - 1)
      .toString(16)
      .toUpperCase()
      .padStart(12, "0")
      .slice(0, 5);
  return `The list has no hashes between ${digits(from)} and ${digits(to)}, so its download was probably interrupted. Passwords in between aren't checked. Download the list again.`;
}

const day = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
