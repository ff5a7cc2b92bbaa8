/** What a log may hold of an error: never its message, which may quote what someone typed, unless it can't hold input. */
export interface ScrubbedError {
  readonly type: string;
  readonly code?: string;
  readonly message?: string;
  /** Where it was thrown, without the message. */
  readonly frames: readonly string[];
  readonly cause?: ScrubbedError;
}

const MAX_FRAMES = 20;
const MAX_CAUSES = 4;

export function scrubError(error: unknown, depth = 0): ScrubbedError {
  if (!(error instanceof Error)) return { type: `thrown ${typeof error}`, frames: [] };
  const code =
    "code" in error && typeof error.code === "string" && /^[A-Za-z0-9_]{1,64}$/.test(error.code)
      ? error.code
      : null;
  return {
    type: error.constructor.name,
    ...(code !== null && { code }),
    ...(holdsNoInput(error, code) && { message: error.message }),
    frames: framesOf(error),
    ...(error.cause !== undefined && depth < MAX_CAUSES && { cause: scrubError(error.cause, depth + 1) }),
  };
}

/** SQLite names tables, columns and constraints, the operating system calls and paths; neither repeats a value. */
function holdsNoInput(error: Error, code: string | null): boolean {
  const isSystemError = "syscall" in error && typeof error.syscall === "string";
  return (
    isSystemError || (error.constructor.name === "SqliteError" && code !== null && code.startsWith("SQLITE_"))
  );
}

function framesOf(error: Error): string[] {
  // The message stands before the frames and may itself have lines that look like one.
  const stack = (error.stack ?? "").replace(error.message, "");
  return stack
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^at [\w$.<>[\] #]+ ?\(?((file|node):|\/|[A-Z]:\\).*:\d+:\d+\)?$/.test(line))
    .slice(0, MAX_FRAMES);
}
