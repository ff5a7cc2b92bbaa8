import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";

/** The JSON in a file; null when it isn't there, or isn't JSON. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (isMissing || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Replaces a file, for its owner only, wholly or not at all. */
export function writeJson(path: string, value: unknown): void {
  const draft = `${path}.${process.pid}.new`;
  try {
    const file = openSync(draft, "w", 0o600);
    try {
      writeSync(file, `${JSON.stringify(value, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}
