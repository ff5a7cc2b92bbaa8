import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { BreachListState } from "@opp/core/schemas/health";
import type { BreachedPasswords } from "@opp/core/vault/deps";
import { reasonOf } from "../files/data-folder.ts";
import { BreachListError } from "./breach-list-error.ts";
import { HASH_BYTES, HashLines } from "./hash-lines.ts";
import { INDEX_NAME, roundedTimes } from "./index-format.ts";
import { FIRST_RANGE, rangeFile, readRange } from "./list-source.ts";
import { type IndexStart, openIndex } from "./read-index.ts";

export interface BreachListPlace {
  readonly folder: string;
  /** It isn't configured: then it may be missing. */
  readonly isOptional: boolean;
  /** Told why the list can't be read, once until it can again. */
  readonly report: (problem: string) => void;
}

/** Reads at the same time, of the four that Node does at once for everyone. */
const LOOKUPS_AT_ONCE = 8;

/**
 * The list in a folder: an index, or the downloaded range files. Everything is opened when it is asked for, so a list that is added, replaced
 * or removed needs no restart.
 */
export function createBreachList({ folder, isOptional, report }: BreachListPlace): BreachedPasswords {
  const indexPath = join(folder, INDEX_NAME);
  let known: IndexStart | null = null;
  let reported: string | null = null;

  function fail(error: unknown): void {
    const problem = error instanceof BreachListError ? error.message : `${folder}: ${reasonOf(error)}`;
    if (problem !== reported) report(problem);
    reported = problem;
  }

  /** @returns null: it isn't possible now. */
  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      const result = await work();
      reported = null;
      return result;
    } catch (error) {
      fail(error);
      return null;
    }
  }

  async function openKnown() {
    const index = await openIndex(indexPath, known);
    known = index.start;
    return index;
  }

  async function findList(): Promise<"index" | "ranges" | "none"> {
    if (await exists(indexPath)) return "index";
    known = null;
    if (await exists(rangeFile(folder, FIRST_RANGE))) return "ranges";
    if (isOptional && !(await exists(folder))) return "none";
    await stat(folder);
    throw new BreachListError(`${folder} has no list of breached passwords. Run opp pwned index.`);
  }

  async function look(): Promise<BreachListState> {
    const kind = await findList();
    if (kind === "index") await (await openKnown())[Symbol.asyncDispose]();
    return kind === "none" ? "none" : "ready";
  }

  async function count(passwords: readonly string[]): Promise<(number | null)[]> {
    const kind = await findList();
    if (kind === "none") return passwords.map(() => null);
    if (kind === "ranges") return countIn(passwords, (hash) => timesInRange(folder, hash));
    await using index = await openKnown();
    return await countIn(passwords, (hash) => index.timesSeen(hash));
  }

  /** One hash that can't be looked up doesn't keep the others from it. */
  async function countIn(
    passwords: readonly string[],
    timesSeen: (hash: Uint8Array) => Promise<number | null>,
  ): Promise<(number | null)[]> {
    const seen: (number | null)[] = [];
    for (let at = 0; at < passwords.length; at += LOOKUPS_AT_ONCE) {
      const some = passwords.slice(at, at + LOOKUPS_AT_ONCE).map(async (password) => {
        const hash = createHash("sha1").update(password, "utf8").digest();
        try {
          return await timesSeen(hash);
        } catch (error) {
          fail(error);
          return null;
        } finally {
          hash.fill(0);
        }
      });
      seen.push(...(await Promise.all(some)));
    }
    return seen;
  }

  return {
    state: async () => (await attempt(look)) ?? "failed",
    countSeen: async (passwords) => (await attempt(() => count(passwords))) ?? passwords.map(() => null),
  };
}

async function timesInRange(folder: string, hash: Uint8Array): Promise<number> {
  const range = Buffer.from(hash).toString("hex", 0, 3).toUpperCase().slice(0, FIRST_RANGE.length);
  let times = 0;
  const lines = new HashLines(rangeFile(folder, range), range, (found, count) => {
    if (isSame(found, hash)) times = roundedTimes(count);
  });
  lines.read(await readRange(folder, range));
  lines.end();
  return times;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  for (let at = HASH_BYTES - 1; at >= 0; at -= 1) if (one[at] !== other[at]) return false;
  return true;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (reasonOf(error) === "ENOENT") return false;
    throw error;
  }
}
