import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";

/** Leaves a file BUILD in the folder that names what is in it: the same files have the same name. */
export function nameBuild(folder) {
  rmSync(join(folder, "BUILD"), { force: true });
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) {
    const content = readFileSync(path);
    const name = path
      .slice(folder.length + 1)
      .split(sep)
      .join("/");
    hash.update(`${name} ${content.length}\n`).update(content);
  }
  writeFileSync(join(folder, "BUILD"), `${hash.digest("hex").slice(0, 16)}\n`);
}
