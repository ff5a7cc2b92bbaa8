import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readJson, writeJson } from "../files/private-json.ts";
import { WrongValue } from "./config-values.ts";
import { type KeepRule, readKeepRule } from "./keep-rule.ts";
import { readInterval } from "./time-spans.ts";

/** Where a running server makes backups, how often, and which it keeps. */
export interface BackupPlan {
  /** Absolute. */
  readonly folder: string;
  readonly everyMs: number;
  readonly keep: KeepRule;
}

export const DEFAULT_EVERY = "1d";
export const DEFAULT_KEEP = "7d,4w,6m";

/** As it lies in the data folder: in the words that it was given in. */
export interface StoredPlan {
  readonly folder: string;
  readonly every: string;
  readonly keep: string;
}
const storedPlan = z.strictObject({ folder: z.string(), every: z.string(), keep: z.string() });

const fileIn = (dataFolder: string): string => join(dataFolder, "backup-plan.json");

/** @throws WrongValue */
export const readPlan = ({ folder, every, keep }: StoredPlan): BackupPlan => ({
  folder,
  everyMs: readInterval(every),
  keep: readKeepRule(keep),
});

/** A plan that isn't followed is worth a word: its owner believes that backups are made. */
export class UnreadablePlanError extends Error {
  constructor(path: string) {
    super(`Can't read the backup plan in ${path}. Run "opp backup FOLDER --every TIME" again.`);
    this.name = "UnreadablePlanError";
  }
}

/** The plan that `opp backup --every` left; null: none. @throws UnreadablePlanError */
export function loadStoredPlan(dataFolder: string): StoredPlan | null {
  const path = fileIn(dataFolder);
  if (!existsSync(path)) return null;
  const read = storedPlan.safeParse(readJson(path));
  if (!read.success || !canBeFollowed(read.data)) throw new UnreadablePlanError(path);
  return read.data;
}

function canBeFollowed(plan: StoredPlan): boolean {
  try {
    readPlan(plan);
    return true;
  } catch (error) {
    if (error instanceof WrongValue) return false;
    throw error;
  }
}

/** @throws WrongValue for one that can't be followed. */
export function storePlan(dataFolder: string, plan: StoredPlan): void {
  readPlan(plan);
  writeJson(fileIn(dataFolder), plan);
}

export const removeStoredPlan = (dataFolder: string): void => rmSync(fileIn(dataFolder), { force: true });
