import type { ExitCode } from "./exit-codes.ts";

/** Why a command ends without having done its work: a sentence that says what is wrong and what to do. Holds no secret. */
export class CliFailure extends Error {
  readonly exitCode: ExitCode;
  /** Where there are several: each a sentence of its own. */
  readonly problems: readonly string[];

  constructor(exitCode: ExitCode, message: string, problems: readonly string[] = []) {
    super(message);
    this.name = "CliFailure";
    this.exitCode = exitCode;
    this.problems = problems;
  }
}
