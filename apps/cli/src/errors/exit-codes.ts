/** What `opp` ends with. Stable: scripts rely on them, and docs/cli.md explains them. */
export const EXIT = {
  ok: 0,
  /** A bug. */
  unexpected: 1,
  /** Wrong arguments, input or configuration. */
  usage: 2,
  /** Wrong password or passphrase, no session, not allowed. */
  refused: 3,
  notFound: 4,
  /** A name that is taken, something that is there already, a change that came first. */
  conflict: 5,
  /** The server or the database can't be reached, or is busy: trying again may help. */
  unavailable: 6,
  /** The data is damaged, of a newer version, or another program's. */
  damaged: 7,
  /** A file can't be read or written: not there, no right, disk full. */
  file: 8,
  /** `opp doctor` found something. */
  problemsFound: 9,
  /** Several items may be meant by a name. */
  ambiguous: 10,
  /** Ctrl-C at a question: 128 + SIGINT. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
