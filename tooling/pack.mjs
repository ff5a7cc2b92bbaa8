import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "./build.mjs";
import { readManifest, root } from "./checkout.mjs";
import { runQuietly } from "./command.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { PlainFailure } from "./fail.mjs";
import { closureOf, readLockfile } from "./lockfile.mjs";
import { NATIVE_PACKAGES } from "./node-bundle.mjs";
import { sbomOf } from "./sbom.mjs";
import { shrinkwrapOf } from "./shrinkwrap.mjs";
import { ensureToolchain, npmCommand } from "./toolchain.mjs";

/** Folders that the product consists of, in the places where the bundles look for one another. */
const BUILT = ["apps/cli/dist", "apps/server/dist"];
const SBOM = "sbom.cdx.json";
const TEXTS = ["LICENSE", "NOTICE", "README.md", "CHANGELOG.md", "docs"];

/**
 * Builds, and packs the product into one file that `npm install` takes: openpassphrase-VERSION.tgz, in the folder named or the
 * person's own. @returns exit code
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
    const writeJson = (name, value) =>
      writeFileSync(join(staged, name), `${JSON.stringify(value, null, 2)}\n`);
    const locked = readLockfile(readFileSync(join(root, "pnpm-lock.yaml"), "utf8"));
    const installed = closureOf(locked, manifest.dependencies);
    const copied = closureOf(locked, copiedDependencies());
    const sbom = await sbomOf({
      env: toolchain.env,
      file: join(staged, SBOM),
      also: [...installed, ...copied],
    });
    writeJson(SBOM, sbom);
    writeJson("npm-shrinkwrap.json", shrinkwrapOf(manifest, installed));
    writeJson("package.json", manifest);
    const [command, leading] = npmCommand();
    const args = [...leading, "pack", "--ignore-scripts", "--loglevel=error", "--pack-destination", target];
    const { code, output } = await runQuietly(command, args, { cwd: staged, env: toolchain.env });
    if (code !== 0) throw new PlainFailure(`npm could not pack the product:\n${output}`);
    process.stdout.write(`${join(target, output.trim().split("\n").at(-1))}\n`);
    return 0;
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
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
    engines: { node: ">=24.7" },
    // Two names of one program: npx runs it by the name of the package.
    bin: { opp: "apps/cli/dist/opp.js", openpassphrase: "apps/cli/dist/opp.js" },
    dependencies: Object.fromEntries(NATIVE_PACKAGES.map((native) => [native, dependencies[native]])),
  };
}
