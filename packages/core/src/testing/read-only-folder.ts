import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync } from "node:fs";
import { join } from "node:path";

type CommandLine = readonly [command: string, args: readonly string[]];

/** A way to keep a program from writing to a folder and what is in it. */
export interface ReadOnlyWay {
  readonly name: string;
  /** @returns how to start a program that it holds for, and how to undo it. */
  apply(folder: string): {
    readonly start: (command: string, args: readonly string[]) => CommandLine;
    readonly undo: () => void;
  };
}

const ROOT = 0;
/** Root without this capability is held by the mode of files, like anyone else. */
const WITHOUT_OVERRIDE = ["--bounding-set=-dac_override", "--inh-caps=-dac_override"];

const BY_MODE: ReadOnlyWay = {
  name: "by its mode",
  apply(folder) {
    setModes(folder, 0o500, 0o400);
    return {
      start: (command, args) =>
        process.getuid?.() === ROOT ? ["setpriv", [...WITHOUT_OVERRIDE, command, ...args]] : [command, args],
      undo: () => setModes(folder, 0o700, 0o600),
    };
  },
};

const BY_MOUNT: ReadOnlyWay = {
  name: "on a read-only file system",
  apply(folder) {
    execFileSync("mount", ["--bind", folder, folder]);
    execFileSync("mount", ["-o", "remount,bind,ro", folder]);
    return {
      start: (command, args) => [command, args],
      undo: () => void execFileSync("umount", ["--lazy", folder]),
    };
  },
};

/** @param canMount as `canMount()` of small-disk.ts answers. */
export const readOnlyWays = (canMount: boolean): ReadOnlyWay[] =>
  canMount ? [BY_MODE, BY_MOUNT] : [BY_MODE];

function setModes(folder: string, ofFolder: number, ofFiles: number): void {
  chmodSync(folder, 0o700);
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), ofFiles);
  chmodSync(folder, ofFolder);
}
