/** What was tried, whether it holds, and the figures. */
export interface Outcome {
  readonly what: string;
  readonly ok: boolean;
  readonly says: string;
}

/** A part of the exam, and the programs without which it can't be tried, each with Debian's package. */
export interface Part {
  readonly name: string;
  readonly needs: Readonly<Record<string, string>>;
  run(): Promise<readonly Outcome[]>;
}
