import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprintDependencies, listPackages, root } from "./checkout.mjs";
import { runQuietly } from "./command.mjs";
import { PlainFailure } from "./fail.mjs";
import { note } from "./progress.mjs";

const stamp = join(root, "node_modules", ".installed");

/** Installs what the lockfile says, unless that is what node_modules holds already. */
export async function ensureDependencies({ env, pnpmVersion }) {
  const wanted = fingerprintDependencies(pnpmVersion);
  if (isInstalled(wanted)) return;

  note("Installing dependencies from the lockfile");
  const args = ["install", "--frozen-lockfile", "--prefer-offline"];
  // CI: pnpm asks before it replaces a node_modules that it doesn't know, and nobody may be there to answer.
  const { code, output } = await runQuietly("pnpm", args, { cwd: root, env: { ...env, CI: "true" } });
  if (code !== 0) throw new PlainFailure(`pnpm ${args.join(" ")} failed:\n${output}`);
  writeFileSync(`${stamp}.new`, wanted);
  renameSync(`${stamp}.new`, stamp);
}

function isInstalled(wanted) {
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) return false;
  return listPackages().every((folder) => existsSync(join(root, folder, "node_modules")));
}
