import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readManifest, root } from "../../tooling/checkout.mjs";
import { runQuietly } from "../../tooling/command.mjs";
import { closureOf, readLockfile } from "../../tooling/lockfile.mjs";
import { componentsFileOf, publishConfigOf, writeJson } from "../../tooling/published-manifest.mjs";
import { bundledSbom } from "../../tooling/sbom.mjs";
import { npmCommand } from "../../tooling/toolchain.mjs";

/** What the published manifest says: nothing of how the client is built and tested. */
const PUBLISHED = ["name", "version", "description", "license", "keywords", "type", "sideEffects"];
const RESOLVED = ["engines", "main", "types", "exports"];
const SBOM = "sbom.cdx.json";
const CONTENT = ["dist", "NOTICE", "README.md"];

const here = import.meta.dirname;

/** Packs what is built into one file in the folder named, and its list of components into another. @returns the file's path */
async function packClient(folder) {
  const staged = mkdtempSync(join(tmpdir(), "openpassphrase-client-"));
  try {
    const own = readManifest("packages/client");
    for (const path of CONTENT) cpSync(join(here, path), join(staged, path), { recursive: true });
    writeJson(join(staged, "package.json"), {
      ...Object.fromEntries([...PUBLISHED, ...RESOLVED].map((field) => [field, own[field]])),
      publishConfig: publishConfigOf(own),
    });
    writeJson(join(staged, SBOM), bundledSbom(own, bundled()));
    const [command, leading] = npmCommand();
    const args = [...leading, "pack", "--ignore-scripts", "--loglevel=error", "--pack-destination", folder];
    const { code, output } = await runQuietly(command, args, { cwd: staged, env: process.env });
    if (code !== 0) throw new Error(`npm could not pack the client:\n${output}`);
    const file = join(folder, output.trim().split("\n").at(-1));
    copyFileSync(join(staged, SBOM), componentsFileOf(file));
    return file;
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/** Parts of one other package are in the code, and NOTICE names it. */
function bundled() {
  const locked = readLockfile(readFileSync(join(root, "pnpm-lock.yaml"), "utf8"));
  const [version] = [...locked.keys()].flatMap((key) => key.match(/(?<=^@trpc\/server@).+/) ?? []);
  return closureOf(locked, { "@trpc/server": version }).filter(({ name }) => name === "@trpc/server");
}

process.stdout.write(`${await packClient(resolve(process.argv[2] ?? "."))}\n`);
