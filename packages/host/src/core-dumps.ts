import { writeFileSync } from "node:fs";

/**
 * Keeps keys and passphrases out of core dumps where the system allows a process to say so: on Linux, none of its memory is
 * written (core(5), "Controlling which mappings are written to the core dump"). Elsewhere nothing is done: docs/threat-model.md.
 */
export function keepMemoryOutOfCoreDumps(): void {
  if (process.platform !== "linux") return;
  try {
    writeFileSync("/proc/self/coredump_filter", "0");
  } catch {
    // A kernel without core dumps has no such file.
  }
}
