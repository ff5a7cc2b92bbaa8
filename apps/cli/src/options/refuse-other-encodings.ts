import { readFileSync } from "node:fs";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { decodeUtf8 } from "../text/decode-utf8.ts";

/** What Node puts in the place of bytes that aren't UTF-8. */
const REPLACEMENT = "\ufffd";

/** @throws CliFailure for arguments that aren't UTF-8: they would be stored as another text. */
export function refuseOtherEncodings(args: readonly string[]): void {
  if (!args.some((arg) => arg.includes(REPLACEMENT)) || areBytesUtf8()) return;
  throw new CliFailure(
    EXIT.usage,
    "An argument isn't valid UTF-8. Set the terminal's character encoding to UTF-8.",
  );
}

/** Whether this process's arguments, as the system has them, are UTF-8. Only Linux tells. */
function areBytesUtf8(): boolean {
  try {
    return decodeUtf8(readFileSync("/proc/self/cmdline")) !== null;
  } catch {
    return false;
  }
}
