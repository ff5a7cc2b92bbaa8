import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** What NODE_OPTIONS must be for a process on a machine whose loader refuses all machine code. */
export function withoutMachineCode(folder: string): string {
  const preload = join(folder, "no-machine-code.mjs");
  writeFileSync(
    preload,
    `process.dlopen = () => { throw Object.assign(new Error("no"), { code: "ERR_DLOPEN_FAILED" }); };`,
  );
  return `--import ${preload}`;
}
