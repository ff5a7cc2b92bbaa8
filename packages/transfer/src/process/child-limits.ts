const MIB = 1024 * 1024;

/** What one file may take of the machine. Past it the process that reads it is killed, and the file is refused. */
export interface ChildLimits {
  readonly heapMiB: number;
  /** In addition to what a key derivation was allowed. */
  readonly residentBytes: number;
  /** Without key derivations. */
  readonly parseMilliseconds: number;
  readonly allMilliseconds: number;
  /** An answer about what is already parsed: items, pieces of files. */
  readonly answerMilliseconds: number;
  /** The child says every two seconds that it lives; one that loops can't. */
  readonly silentMilliseconds: number;
  /** Between two questions. */
  readonly idleMilliseconds: number;
  readonly watchMilliseconds: number;
}

export const CHILD_LIMITS: ChildLimits = {
  heapMiB: 512,
  residentBytes: 1024 * MIB,
  parseMilliseconds: 60_000,
  allMilliseconds: 120_000,
  answerMilliseconds: 60_000,
  silentMilliseconds: 20_000,
  idleMilliseconds: 10 * 60_000,
  watchMilliseconds: 250,
};

export const BEAT_MILLISECONDS = 2000;
/** How the file goes to the child, and attachments come back. */
export const PIECE_BYTES = MIB;
