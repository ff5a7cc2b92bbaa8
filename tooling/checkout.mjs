import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Workspace packages, as paths relative to the root: every folder with a manifest where pnpm-workspace.yaml looks. */
export function listPackages() {
  return ["packages", "apps", "tooling"].flatMap((group) =>
    readdirSync(join(root, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(root, group, entry.name, "package.json")))
      .map((entry) => `${group}/${entry.name}`)
      .toSorted(),
  );
}

export function readManifest(folder) {
  return JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
}

/** Names the wanted state of node_modules: it changes when the lockfile, a manifest or the platform does. */
export function fingerprintDependencies(pnpmVersion) {
  const hash = createHash("sha256");
  hash.update(`${process.platform}-${process.arch} pnpm ${pnpmVersion}\n`);
  const manifests = [".", ...listPackages()].map((folder) => join(folder, "package.json"));
  for (const path of ["pnpm-lock.yaml", "pnpm-workspace.yaml", ...manifests]) {
    const content = readFileSync(join(root, path));
    hash.update(`${path} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}
