import { execFileSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A separate disk of a few MiB: a file system in memory. */
export interface SmallDisk extends AsyncDisposable {
  readonly path: string;
  /** Leaves no byte free. */
  fill(): void;
  /** Takes back what filled it. */
  makeRoom(): void;
}

/** null where this process isn't allowed to mount one. */
export async function mountSmallDisk(mebibytes: number): Promise<SmallDisk | null> {
  const path = await mkdtemp(join(tmpdir(), "opp-small-disk-"));
  if (!mount(["-t", "tmpfs", "-o", `size=${mebibytes}m,mode=700`, "tmpfs", path])) {
    await rm(path, { recursive: true });
    return null;
  }
  const filler = join(path, "filler");
  return {
    path,
    fill: () => fillWith(filler),
    makeRoom: () => rmSync(filler, { force: true }),
    async [Symbol.asyncDispose]() {
      execFileSync("umount", ["--lazy", path]);
      await rm(path, { recursive: true });
    },
  };
}

/** Whether `mountSmallDisk` answers one. */
export async function canMount(): Promise<boolean> {
  await using disk = await mountSmallDisk(1);
  return disk !== null;
}

function mount(args: readonly string[]): boolean {
  try {
    execFileSync("mount", args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function fillWith(path: string): void {
  const file = openSync(path, "a", 0o600);
  try {
    for (const bytes of [1024 * 1024, 4096]) writeUntilFull(file, new Uint8Array(bytes));
  } finally {
    closeSync(file);
  }
}

function writeUntilFull(file: number, bytes: Uint8Array): void {
  try {
    while (writeSync(file, bytes) === bytes.length);
  } catch {
    // That is what was wanted.
  }
}
