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
  missing: "it doesn't exist. Choose a backup.",
  unreadable: "it can't be read. Change its permissions, or choose another.",
  foreign: "it isn't a backup or a database of OpenPassPhrase. Choose another.",
  "openpassphrase-1": `it is a database of OpenPassPhrase's Python version. Import it with "opp import openpassphrase".`,
  "cut-off": "it is incomplete: it was cut off, or is still being copied. Use another copy.",
  damaged: "it is damaged: its content has changed. Use another copy, or an earlier backup.",
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
