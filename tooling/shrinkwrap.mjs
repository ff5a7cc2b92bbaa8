import { tarballOf } from "./lockfile.mjs";

/** npm-shrinkwrap.json for a manifest: npm then installs these versions with these hashes, and no others. */
export function shrinkwrapOf(manifest, closure) {
  const { name, version, license, bin, engines, dependencies } = manifest;
  const names = closure.map((each) => each.name);
  const twice = names.find((each, index) => names.indexOf(each) !== index);
  if (twice) throw new Error(`${twice} is needed in two versions, which npm would have to nest`);
  return {
    name,
    version,
    lockfileVersion: 3,
    requires: true,
    packages: {
      "": { name, version, license, dependencies, bin, engines },
      ...Object.fromEntries(closure.map((each) => [`node_modules/${each.name}`, rowOf(each)])),
    },
  };
}

function rowOf(entry) {
  const { version, integrity, optional, dependencies, optionalDependencies, engines, os, cpu, libc } = entry;
  return {
    version,
    resolved: tarballOf(entry),
    integrity,
    ...(optional && { optional }),
    // npm doesn't ask the package itself, and would compile one that brings its binary.
    gypfile: false,
    ...Object.fromEntries(
      Object.entries({ cpu, os, libc, dependencies, optionalDependencies, engines }).filter(
        ([, value]) => value !== undefined,
      ),
    ),
  };
}
