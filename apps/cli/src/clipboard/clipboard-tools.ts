import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A program that writes a clipboard, and one that reads it back. The text goes by standard input, never as an argument. */
export interface ClipboardTool {
  readonly write: readonly [command: string, ...args: string[]];
  readonly read: readonly [command: string, ...args: string[]];
}

const WAYLAND: ClipboardTool = { write: ["wl-copy"], read: ["wl-paste", "--no-newline"] };
const XCLIP: ClipboardTool = {
  write: ["xclip", "-selection", "clipboard"],
  read: ["xclip", "-selection", "clipboard", "-o"],
};
const XSEL: ClipboardTool = {
  write: ["xsel", "--clipboard", "--input"],
  read: ["xsel", "--clipboard", "--output"],
};
const MACOS: ClipboardTool = { write: ["pbcopy"], read: ["pbpaste"] };
const WINDOWS: ClipboardTool = {
  write: ["clip"],
  read: ["powershell", "-NoProfile", "-Command", "Get-Clipboard -Raw"],
};

/** The clipboard of the desktop that this runs on; null where there is none, or no program for it. */
export function findClipboardTool(): ClipboardTool | null {
  const candidates = [
    ...(process.platform === "darwin" ? [MACOS] : []),
    ...(process.platform === "win32" ? [WINDOWS] : []),
    ...(process.env["WAYLAND_DISPLAY"] ? [WAYLAND] : []),
    ...(process.env["DISPLAY"] ? [XCLIP, XSEL] : []),
  ];
  return candidates.find(({ write: [command] }) => process.platform === "win32" || isOnPath(command)) ?? null;
}

/** @returns whether the program took it */
export const writeClipboard = ({ write }: ClipboardTool, text: string): Promise<boolean> =>
  run(write, text).then((output) => output !== null);

/** null: it can't be read, or holds no text. */
export const readClipboard = ({ read }: ClipboardTool): Promise<string | null> => run(read, null);

function run(
  [command, ...args]: readonly [string, ...string[]],
  input: string | null,
): Promise<string | null> {
  return new Promise((resolve) => {
    // A writer leaves a process behind that serves the clipboard: its output must not be waited for.
    const output = input === null ? "pipe" : "ignore";
    const child = spawn(command, args, { stdio: ["pipe", output, "ignore"] });
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
    child.on("error", () => resolve(null));
    child.on(input === null ? "close" : "exit", (code) => resolve(code === 0 ? text : null));
    // A program that doesn't read to the end says by its exit code what it made of it.
    child.stdin?.on("error", () => {}).end(input ?? "");
  });
}

const isOnPath = (command: string): boolean =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .some((folder) => folder !== "" && existsSync(join(folder, command)));
