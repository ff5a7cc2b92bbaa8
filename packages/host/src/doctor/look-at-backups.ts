import { holdsItems } from "@opp/core/store/sqlite/inspection/holds-items";
import { findBackupLog } from "../backup/backup-log.ts";
import type { ServerConfig } from "../config/config.ts";
import { loadStoredPlan, readPlan, UnreadablePlanError } from "../values/backup-plan.ts";
import { describeInterval } from "../values/time-spans.ts";
import { DoctorProblem } from "./doctor-problem.ts";

/** For `opp doctor`: the last backup and its age. @throws DoctorProblem where backups should be made and aren't. */
export function lookAtBackups(
  { dataFolder, databaseFile, postgres, backupPlan }: ServerConfig,
  now: number,
): string {
  const log = findBackupLog(dataFolder);
  const stored = findPlan(dataFolder);
  const plan = backupPlan ?? (stored && readPlan(stored));
  const last = log?.last ?? null;
  const lastOne =
    last === null
      ? "No backup has been made yet"
      : `The last backup is ${describeAge(now - last.at)} old: ${last.path}`;
  if (log?.failure)
    throw new DoctorProblem(
      `${lastOne}. The server's last attempt failed ${describeAge(now - log.failure.at)} ago: ${log.failure.reason}`,
    );
  // PostgreSQL has backups of its own, of which nothing is noted here.
  if (plan === null && postgres === null && holdsItems(databaseFile)) {
    if (last === null)
      throw new DoctorProblem(`${lastOne}. Make one: opp backup FILE, or opp backup FOLDER --every 1d`);
    if (now - last.at > OLD_MS)
      throw new DoctorProblem(`${lastOne}. Let the server make them: opp backup FOLDER --every 1d`);
  }
  if (plan === null)
    return `${lastOne}. ${last === null ? "Make one with opp backup FILE, or let" : "Let"} the server make them: opp backup FOLDER --every 1d`;
  const every = `every ${describeInterval(plan.everyMs)} into ${plan.folder}`;
  if (last !== null && now - last.at > 2 * plan.everyMs)
    throw new DoctorProblem(`${lastOne}. The plan is to make one ${every}. Is the server running?`);
  return `${lastOne}. The running server makes one ${every}`;
}

/** Without a schedule, backups that are older have been forgotten. */
const OLD_MS = 30 * 24 * 3_600_000;

function findPlan(dataFolder: string) {
  try {
    return loadStoredPlan(dataFolder);
  } catch (error) {
    if (error instanceof UnreadablePlanError) throw new DoctorProblem(error.message);
    throw error;
  }
}

function describeAge(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 120) return minutes === 0 ? "less than a minute" : count(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}

const count = (number: number, one: string): string =>
  `${number.toLocaleString("en")} ${number === 1 ? one : `${one}s`}`;
