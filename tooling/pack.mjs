import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "./build.mjs";
import { readManifest, root } from "./checkout.mjs";
import { runQuietly } from "./command.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { PlainFailure } from "./fail.mjs";
import { closureOf, readLockfile } from "./lockfile.mjs";
import { NATIVE_PACKAGES } from "./node-bundle.mjs";
import { componentsFileOf, publishConfigOf, writeJson } from "./published-manifest.mjs";
import { sbomOf } from "./sbom.mjs";
import { shrinkwrapOf } from "./shrinkwrap.mjs";
import { ensureToolchain, npmCommand } from "./toolchain.mjs";

/** Folders that the product consists of, in the places where the bundles look for one another. */
const BUILT = ["apps/cli/dist", "apps/server/dist"];
const SBOM = "sbom.cdx.json";
const TEXTS = ["LICENSE", "NOTICE", "README.md", "CHANGELOG.md", "docs"];

/**
 * Builds, and packs the product into one file that `npm install` takes, and the client into another, each with a list of its
 * components: openpassphrase-VERSION.tgz and openpassphrase-client-VERSION.tgz, in the folder named or the person's current one.
 * @returns exit code
 */
export async function pack([folder = "."]) {
  const toolchain = await ensureToolchain();
  await ensureDependencies(toolchain);
  await build(toolchain);
  const target = resolve(process.env.INIT_CWD ?? process.cwd(), folder);
  mkdirSync(target, { recursive: true });
  const staged = mkdtempSync(join(tmpdir(), "openpassphrase-pack-"));
  try {
    // In the checkout, what is built is a link to the latest build.
    for (const path of [...BUILT, ...TEXTS])
      cpSync(realpathSync(join(root, path)), join(staged, path), { recursive: true, filter });
    const manifest = packedManifest();
    const locked = readLockfile(readFileSync(join(root, "pnpm-lock.yaml"), "utf8"));
    const installed = closureOf(locked, manifest.dependencies);
    const copied = closureOf(locked, copiedDependencies());
    const sbom = await sbomOf({
      env: toolchain.env,
      file: join(staged, SBOM),
      also: [...installed, ...copied],
    });
    writeJson(join(staged, SBOM), sbom);
    writeJson(join(staged, "npm-shrinkwrap.json"), shrinkwrapOf(manifest, installed));
    writeJson(join(staged, "package.json"), manifest);
    const [command, leading] = npmCommand();
    const args = [...leading, "pack", "--ignore-scripts", "--loglevel=error", "--pack-destination", target];
    const { code, output } = await runQuietly(command, args, { cwd: staged, env: toolchain.env });
    if (code !== 0) throw new PlainFailure(`npm could not pack the product:\n${output}`);
    const file = join(target, output.trim().split("\n").at(-1));
    copyFileSync(join(staged, SBOM), componentsFileOf(file));
    process.stdout.write(`${file}\n${await packClient(toolchain, target)}\n`);
    return 0;
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

async function packClient({ node, env }, target) {
  const args = [join(root, "packages", "client", "pack.mjs"), target];
  const { code, output } = await runQuietly(node, args, { cwd: root, env });
  if (code !== 0) throw new PlainFailure(output);
  return output.trim();
}

/** Source maps name files that aren't packed, and decisions are for who changes the code. */
const filter = (path) => !/\.map$|BUILD$/.test(path) && !path.includes(join("docs", "decisions"));

/** Files of a development dependency are part of what is served: the reference page of REST v1. */
function copiedDependencies() {
  const { devDependencies } = readManifest("apps/server");
  return { "swagger-ui-dist": devDependencies["swagger-ui-dist"] };
}

function packedManifest() {
  const { name, version, description, license } = readManifest(".");
  const { dependencies } = readManifest("apps/server");
  return {
    name,
    version,
    description,
    license,
    type: "module",
    publishConfig: publishConfigOf({ version }),
    engines: { node: ">=24.7" },
    // Two names of one program: npx runs it by the name of the package.
    bin: { opp: "apps/cli/dist/opp.js", openpassphrase: "apps/cli/dist/opp.js" },
    dependencies: Object.fromEntries(NATIVE_PACKAGES.map((native) => [native, dependencies[native]])),
  };
}
