import { keepMemoryOutOfCoreDumps } from "@opp/host/core-dumps";
import { EXIT } from "./errors/exit-codes.ts";
import { refuseOtherEncodings } from "./options/refuse-other-encodings.ts";
import { buildProgram } from "./program.ts";
import { outliveTerminal } from "./terminal/hangup.ts";

/** One run of the command line: sets the exit code, and lets Node end when nothing is left to do. */
export async function main(args: readonly string[]): Promise<void> {
  // Whatever this process makes is its owner's alone.
  process.umask(0o077);
  keepMemoryOutOfCoreDumps();
  outliveTerminal();
  // `opp ls | head`: whoever reads has enough.
  process.stdout.on("error", (error) => {
    const code = "code" in error ? String(error.code) : "unknown reason";
    if (code === "EPIPE") process.exit(EXIT.ok);
    process.stderr.write(
      `opp: Can't write to standard output (${code}). The command itself was completed.\n`,
    );
    process.exit(EXIT.file);
  });
  try {
    refuseOtherEncodings(args);
    const words = withHelpLast(args);
    // Before the command no option takes a value.
    const wanted = words.find((word) => !word.startsWith("-"));
    const program = await buildProgram((name) => name === wanted);
    await program.parseAsync(words, { from: "user" }).catch(async (error: unknown) => {
      const { suggestLonger } = await import("./options/longer-option.ts");
      throw suggestLonger(error, program, words);
    });
  } catch (error) {
    const { reportError } = await import("./errors/report-error.ts");
    process.exitCode = reportError(error, args);
  }
}

/** `opp help user` is `opp user --help`. */
const withHelpLast = (args: readonly string[]): string[] =>
  args[0] === "help" ? [...args.slice(1), "--help"] : [...args];
