import { CommanderError } from "@commander-js/extra-typings";
import { safeJson } from "../text/safe-json.ts";
import { visibleLines } from "../text/visible.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { explainError } from "./explain-error.ts";

/** Says on standard error why the command ended, as a sentence or (with `--json`) as an object. @returns the exit code */
export function reportError(error: unknown, args: readonly string[]): ExitCode {
  // Help and version, asked for, are no errors; help that was not asked for is.
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
  if (error instanceof CommanderError && error.code === "commander.help") return EXIT.usage;
  const { exitCode, code, message, problems } = explainError(error);
  process.stderr.write(
    wantsJson(args)
      ? `${safeJson({ error: { code, exitCode, message, problems } })}\n`
      : // What a server said, or an old database or the command line names, may be in it.
        `opp: ${visibleLines([message, ...problems.map((problem) => `- ${problem}`)].join("\n"))}\n`,
  );
  return exitCode;
}

function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end === -1 ? undefined : end).includes("--json");
}
