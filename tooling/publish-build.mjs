import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What a program has not loaded yet is still there after so many newer builds. */
const KEPT_BUILDS = 5;

/**
 * Publishes what was compiled to `.built` as `dist`, in one step: each build has a separate folder, and `dist` is a link that moves
 * to the new one. A running process keeps the folder that it was started from.
 * @param app absolute path of the app's folder
 */
export function publishBuild(app) {
  const compiled = join(app, ".built");
  const builds = join(app, ".builds");
  const dist = join(app, "dist");
  const id = readFileSync(join(compiled, "BUILD"), "utf8").trim();
  const published = join(builds, id);
  if (!isThere(published)) {
    const draft = join(builds, `.${id}.${process.pid}`);
    mkdirSync(builds, { recursive: true });
    cpSync(compiled, draft, { recursive: true });
    try {
      renameSync(draft, published);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!isThere(published)) throw error;
    }
  }
  if (linkOf(dist) === join(".builds", id)) return;
  pointTo(dist, join(".builds", id), builds);
  forgetOldBuilds(builds, id);
}

function pointTo(dist, target, builds) {
  // A checkout from before had a folder in the link's place, and a server may run from it.
  if (isThere(dist) && linkOf(dist) === null) renameSync(dist, join(builds, `before-${process.pid}`));
  const draft = `${dist}.${process.pid}`;
  rmSync(draft, { force: true });
  symlinkSync(target, draft, "junction");
  // Windows renames nothing over a link to a folder.
  if (process.platform === "win32") rmSync(dist, { force: true });
  renameSync(draft, dist);
}

function forgetOldBuilds(builds, current) {
  const others = readdirSync(builds)
    .filter((name) => name !== current && !name.startsWith("."))
    .map((name) => ({ name, at: statSync(join(builds, name)).ctimeMs }))
    .toSorted((one, other) => other.at - one.at);
  for (const { name } of others.slice(KEPT_BUILDS - 1))
    rmSync(join(builds, name), { recursive: true, force: true });
}

const isThere = (path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

const linkOf = (path) =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : null;

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) publishBuild(process.cwd());
