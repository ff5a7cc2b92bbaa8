import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { readPrivateFile } from "@opp/host/files/private-file";

/** What `opp login` leaves for the commands after it. The passphrase is in it only sealed: see kept-passphrase.ts. */
export interface SavedSession {
  readonly server: string;
  readonly allowInsecure: boolean;
  readonly username: string;
  /** "": nobody is logged in; the server and the name are for the next log-in. */
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly sealedPassphrase: string | null;
}

/** `~/.config/opp/session.json`, or where XDG_CONFIG_HOME says that configuration is. */
function sessionPath(): string {
  const xdg = process.env["XDG_CONFIG_HOME"];
  // The specification: a relative path is to be ignored.
  const folder = xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), ".config");
  return join(folder, "opp", "session.json");
}

/** null: there is none, or it is no session of this version. @throws StartRefusal where others can read it */
export function readSession(): SavedSession | null {
  const text = readPrivateFile("The session file", sessionPath(), 0o077)?.text ?? null;
  if (text === null) return null;
  let saved: unknown;
  try {
    saved = JSON.parse(text);
  } catch {
    return null;
  }
  return isSession(saved) ? saved : null;
}

/** Whole or not at all: a process that ends in between leaves the one before. */
export function writeSession(session: SavedSession): void {
  const path = sessionPath();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = openSync(draft, "wx", 0o600);
    try {
      writeSync(file, `${JSON.stringify({ version: VERSION, ...session }, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Forgets all that opens or asks anything. */
export const forgetSession = ({ server, allowInsecure, username }: SavedSession): void =>
  writeSession({ server, allowInsecure, username, token: "", expiresAt: 0, sealedPassphrase: null });

const VERSION = 1;

function isSession(saved: unknown): saved is SavedSession {
  if (typeof saved !== "object" || saved === null) return false;
  const kind = (name: string): string => typeof Reflect.get(saved, name);
  const sealed: unknown = Reflect.get(saved, "sealedPassphrase");
  return (
    Reflect.get(saved, "version") === VERSION &&
    kind("allowInsecure") === "boolean" &&
    kind("expiresAt") === "number" &&
    ["server", "username", "token"].every((name) => kind(name) === "string") &&
    (sealed === null || typeof sealed === "string")
  );
}
