import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** How the child is started: Node's arguments, and the program for its standard input; absent: the arguments name its file. */
export interface ChildProgram {
  readonly args: readonly string[];
  readonly source?: () => Uint8Array;
}

/**
 * In the bundle: the program, read now because a newer build may replace the file before a child starts, and held compressed, a third
 * of its size. Such a child may read no file at all. From the sources: the file, with the checkout to read its modules from.
 */
export function loadChildProgram(): ChildProgram {
  const bundled = join(import.meta.dirname, "file-reader.mjs.gz");
  return existsSync(bundled)
    ? bundledProgram(bundled)
    : sourceProgram(join(import.meta.dirname, "file-reader.ts"));
}

export function bundledProgram(file: string): ChildProgram {
  const compressed = readFileSync(file);
  return {
    args: ["--permission", "--input-type=module", "-"],
    source: () => gunzipSync(compressed),
  };
}

export const sourceProgram = (file: string): ChildProgram => ({
  args: ["--permission", `--allow-fs-read=${join(import.meta.dirname, "../../../..")}`, file],
});
