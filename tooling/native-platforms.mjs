import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./checkout.mjs";
import { readLockfile } from "./lockfile.mjs";
import { NATIVE_PACKAGES } from "./node-bundle.mjs";

/** Where the product runs: what the README names, and what people install Node on themselves. */
export const PLATFORMS = [
  "linux-x64",
  "linux-arm64",
  "linux-x64-musl",
  "linux-arm64-musl",
  "darwin-x64",
  "darwin-arm64",
  "win32-x64",
];

/** A registry can hold a release with most of its platform packages missing; a lockfile made from it says nothing. */
export function findMissingPlatforms() {
  const locked = readLockfile(readFileSync(join(root, "pnpm-lock.yaml"), "utf8"));
  return NATIVE_PACKAGES.flatMap((name) => {
    const covered = new Set([...inLockfile(locked, name), ...withinPackage(name)]);
    return missingFrom(name, covered);
  });
}

export function missingFrom(name, covered) {
  return PLATFORMS.filter((platform) => !covered.has(platform)).map(
    (platform) => `${name} has no machine code for ${platform} in pnpm-lock.yaml: choose another version`,
  );
}

/** The platforms that a package is locked for as packages of its own, named as in napi-rs ("-linux-arm64-musl"). */
export function inLockfile(locked, name) {
  const names = [...locked.keys()].map((key) => key.slice(0, key.lastIndexOf("@")));
  return names
    .filter((each) => each.startsWith(`${name}-`))
    .map((each) => each.slice(name.length + 1).replace(/-(gnu|msvc)$/, ""));
}

/** The platforms whose prebuilt files a package carries itself. */
function withinPackage(name) {
  const folder = join(root, "packages", "core", "node_modules", name, "prebuilds");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".node"))
    .map((file) => file.slice(0, -".node".length).replace(/^linuxmusl-(.+)$/, "linux-$1-musl"));
}
