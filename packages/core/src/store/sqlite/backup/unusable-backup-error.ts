/** Why a file isn't restored. `damaged`: its bytes are not what was written. */
export type BackupFault =
  | "missing"
  | "unreadable"
  | "foreign"
  | "openpassphrase-1"
  | "cut-off"
  | "damaged"
  | "newer";

const SENTENCES: Readonly<Record<BackupFault, string>> = {
  missing: "there is no such file. Name a backup.",
  unreadable: "it can't be read. Change its rights, or name another.",
  foreign: "it is not a backup, and no database, of OpenPassPhrase. Name another.",
  "openpassphrase-1":
    "it is a database of OpenPassPhrase's Python version. Move in with opp import openpassphrase.",
  "cut-off":
    "it has not the length it was written with: it was cut off, or its copying isn't done. Take another copy.",
  damaged: "it is damaged: its content is not what was written. Take another copy, or an earlier backup.",
  newer: "it was made by a newer version of this program. Install that version.",
};

/** The file can't be restored from: a sentence for a person. Nothing was changed. */
export class UnusableBackupError extends Error {
  readonly fault: BackupFault;

  constructor(path: string, fault: BackupFault, detail = "", options?: ErrorOptions) {
    super(`${path} can't be used: ${SENTENCES[fault]}${detail && ` (${detail})`}`, options);
    this.name = "UnusableBackupError";
    this.fault = fault;
  }
}
