import { spawn } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { readDuration } from "../options/duration.ts";
import type { ClearingOrder } from "./clear-clipboard.ts";
import { type ClipboardTool, findClipboardTool, writeClipboard } from "./clipboard-tools.ts";

const DEFAULT_SECONDS = 30;

export const CLEAR_AFTER_OPTION = [
  "--clear-after <time>",
  `with --copy: clear the clipboard after this time, such as 10s; 0: never (default: ${DEFAULT_SECONDS}s)`,
  (text: string): number => (text === "0" ? 0 : readDuration(text)),
] as const;

/**
 * Puts a secret on the clipboard, and has a process of its own clear it later, if it still holds that secret then.
 * @returns a sentence about that. @throws CliFailure where there is no clipboard
 */
export async function copySecret(text: string, clearAfterSeconds = DEFAULT_SECONDS): Promise<string> {
  const tool = findClipboardTool();
  if (tool && (await writeClipboard(tool, text))) {
    if (clearAfterSeconds === 0) return "The clipboard isn't cleared automatically.";
    await orderClearing(tool, text, clearAfterSeconds);
    return `The clipboard will be cleared after ${clearAfterSeconds} s.`;
  }
  if (copyThroughTerminal(text))
    return "Copied through the terminal. opp can't check that it worked, and can't clear the clipboard.";
  throw new CliFailure(
    EXIT.unavailable,
    "No clipboard found. Install wl-clipboard, xclip or xsel, or leave out --copy.",
  );
}

/** What is left behind knows the secret's keyed hash, not the secret. */
async function orderClearing(tool: ClipboardTool, text: string, seconds: number): Promise<void> {
  const key = randomBytes(32).toString("base64");
  const digest = createHmac("sha256", key).update(text).digest("base64");
  const order: ClearingOrder = { tool, key, digest, seconds };
  const child = spawn(process.execPath, [join(import.meta.dirname, "clear-clipboard.js")], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.stdin.on("error", reject).end(JSON.stringify(order), resolve);
  });
  child.unref();
}

/** OSC 52, which terminals understand over a remote connection, too. */
function copyThroughTerminal(text: string): boolean {
  try {
    const terminal = openSync("/dev/tty", "w");
    writeSync(terminal, `\u001b]52;c;${Buffer.from(text, "utf8").toString("base64")}\u0007`);
    closeSync(terminal);
    return true;
  } catch {
    return false;
  }
}
