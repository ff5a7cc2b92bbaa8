/**
 * What pnpm-lock.yaml says of each package, by "name@version": integrity, and as far as it says so engines, os, cpu, libc,
 * dependencies and optionalDependencies. pnpm writes one form of YAML only, which these lines read.
 */
export function readLockfile(text) {
  const packages = new Map();
  let section = "";
  let current = null;
  let group = null;
  for (const line of text.split("\n")) {
    const [, top] = /^(\w+):$/.exec(line) ?? [];
    if (top) section = top;
    if (section !== "packages" && section !== "snapshots") continue;
    const [, key] = /^ {2}(\S+):(?: \{\})?$/.exec(line) ?? [];
    if (key) current = entryOf(packages, unquoted(key).replace(/\(.*$/, ""));
    const [, name, value] = /^ {4}(\w+):(?: (.+))?$/.exec(line) ?? [];
    if (name) {
      group = null;
      if (name === "resolution") current.integrity = /integrity: ([^,}]+)/.exec(value)?.[1];
      else if (name === "engines")
        current.engines = { node: unquoted(/node: ([^}]+)/.exec(value)?.[1] ?? "*") };
      else if (["os", "cpu", "libc"].includes(name)) current[name] = value.slice(1, -1).split(", ");
      else if (section === "snapshots" && /^(?:optionalD|d)ependencies$/.test(name))
        group = current[name] ??= {};
    }
    const [, dependency, version] = /^ {6}(\S+): (\S+)$/.exec(line) ?? [];
    if (dependency && group) group[unquoted(dependency)] = unquoted(version).replace(/\(.*$/, "");
  }
  return packages;
}

/** All that the packages named need, directly or not, with `optional` where the program runs without it. */
export function closureOf(packages, wanted) {
  const found = new Map();
  const add = (name, version, optional) => {
    const key = `${name}@${version}`;
    const entry = packages.get(key);
    if (!entry?.integrity) throw new Error(`pnpm-lock.yaml has no integrity for ${key}`);
    const known = found.get(key);
    if (known && (!known.optional || optional)) return;
    found.set(key, { ...entry, name, version, optional });
    for (const each of Object.entries(entry.dependencies ?? {})) add(...each, optional);
    for (const each of Object.entries(entry.optionalDependencies ?? {})) add(...each, true);
  };
  for (const [name, version] of Object.entries(wanted)) add(name, version, false);
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

export const tarballOf = ({ name, version }) =>
  `https://registry.npmjs.org/${name}/-/${name.split("/").at(-1)}-${version}.tgz`;

function entryOf(packages, key) {
  const entry = packages.get(key) ?? {};
  packages.set(key, entry);
  return entry;
}

const unquoted = (text) => text.replace(/^'(.*)'$/, "$1");
