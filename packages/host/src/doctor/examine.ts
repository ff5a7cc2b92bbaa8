import { BackupError } from "@opp/core/store/sqlite/backup/backup-error";
import type { ServerConfig } from "../config/config.ts";
import { StartRefusal } from "../errors/start-refusal.ts";
import { explainSystemFailure } from "../errors/system-sentence.ts";
import { DoctorProblem } from "./doctor-problem.ts";
import { lookAtBackups } from "./look-at-backups.ts";
import {
  lookAtClock,
  lookAtDataFolder,
  lookAtDisk,
  lookAtNamedFiles,
  lookAtServerSecret,
  lookAtTls,
} from "./look-at-files.ts";

export interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly says: string;
}

/** What a running server can look at of what `opp doctor` does: quick looks that leave the database closed. */
const CHECKS = [
  { what: "Data folder", check: lookAtDataFolder },
  { what: "Server secret", check: lookAtServerSecret },
  { what: "Backups", check: lookAtBackups },
  { what: "Disk", check: lookAtDisk },
  { what: "TLS", check: lookAtTls },
  { what: "Other files", check: lookAtNamedFiles },
  { what: "Clock", check: lookAtClock },
] as const;

/** @param reportBug told of what is neither a finding nor the system's. */
export const examineServer = (
  config: ServerConfig,
  now: number,
  reportBug: (error: unknown) => void,
): Finding[] =>
  CHECKS.map(({ what, check }) => {
    try {
      return { what, ok: true, says: check(config, now) };
    } catch (error) {
      const says = sentenceOf(error);
      if (says === null) reportBug(error);
      return { what, ok: false, says: says ?? "Unexpected error: see the server's log." };
    }
  });

function sentenceOf(error: unknown): string | null {
  if (error instanceof StartRefusal) return error.problems.join("; ");
  if (error instanceof DoctorProblem || error instanceof BackupError) return error.message;
  return explainSystemFailure(error)?.message ?? null;
}
