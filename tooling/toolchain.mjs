import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { root } from "./checkout.mjs";
import { runQuietly } from "./command.mjs";
import { PlainFailure } from "./fail.mjs";
import { note } from "./progress.mjs";

const pins = JSON.parse(readFileSync(new URL("toolchain-pins.json", import.meta.url), "utf8"));
const home = join(root, ".toolchain");

/**
 * Makes Node and pnpm available, from the npm registry where this machine lacks them.
 * @returns the environment to run everything else in, the node to run it with, and pnpm's version
 * @throws PlainFailure on a platform with no pinned package
 */
export async function ensureToolchain() {
  const platform = platformKey(process.platform, process.arch, isMusl());
  const found = {
    node: isRecentNode(process.versions.node) ? dirname(process.execPath) : null,
    pnpm: pins.pnpm.packages[platform] ? null : findOwnPnpm(),
  };
  const complaint = missingPackage(found, platform);
  if (complaint) throw new PlainFailure(complaint);

  const nodeBin = found.node ?? (await fetchTool("node", pins.node.packages[platform]));
  const pnpmBin = found.pnpm ?? (await fetchTool("pnpm", pins.pnpm.packages[platform]));
  return {
    env: {
      ...trustSystemAuthorities(process.env),
      PATH: [nodeBin, pnpmBin, join(root, "node_modules", ".bin"), process.env.PATH]
        .filter(Boolean)
        .join(delimiter),
      NEXT_TELEMETRY_DISABLED: "1",
      TURBO_TELEMETRY_DISABLED: "1",
      DO_NOT_TRACK: "1",
    },
    node: join(nodeBin, process.platform === "win32" ? "node.exe" : "node"),
    pnpmVersion: pins.pnpm.version,
  };
}

/** Whether a Node version can run the project: from 24.7 on it has Argon2id built in and runs TypeScript as it is. */
export function isRecentNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 24 || (major === 24 && minor >= 7);
}

export function platformKey(platform, arch, musl) {
  return `${platform}-${arch}${musl ? "-musl" : ""}`;
}

/** The sentence that says what to install manually, or null where nothing is. */
export function missingPackage(found, platform) {
  const byHand = [];
  if (!found.node && !pins.node.packages[platform]) byHand.push("Node 24.7 or newer");
  if (!found.pnpm && !pins.pnpm.packages[platform]) byHand.push(`pnpm ${pins.pnpm.version}`);
  if (byHand.length === 0) return null;
  return `There is no packaged toolchain for ${platform}: install ${byHand.join(" and ")}, and run this command again.`;
}

/**
 * Node trusts the authorities it was built with, and none of the machine's own: behind a proxy with a certificate of
 * its own, every download would be retried for minutes and fail. Node 24 has a switch, older ones take a file.
 */
function trustSystemAuthorities(env) {
  const bundle = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
  ].find(existsSync);
  return { ...(bundle && { NODE_EXTRA_CA_CERTS: bundle }), ...env, NODE_USE_SYSTEM_CA: "1" };
}

/** A package-lock.json for one package without dependencies: npm then takes exactly these bytes or fails. */
export function lockFor(name, version, integrity) {
  return {
    name: "toolchain",
    lockfileVersion: 3,
    requires: true,
    packages: {
      "": { name: "toolchain", dependencies: { [name]: version } },
      [`node_modules/${name}`]: { version, integrity },
    },
  };
}

/** @returns the folder with the tool's executable */
async function fetchTool(tool, pin) {
  const { version } = pins[tool];
  const label = createHash("sha256").update(`${pin.name} ${pin.integrity}`).digest("hex").slice(0, 12);
  const target = join(home, `${tool}-${version}-${label}`);
  const bin = join(target, "node_modules", ...pin.name.split("/"), pin.bin);
  if (existsSync(target)) return bin;

  note(`Fetching ${tool} ${version} from the npm registry`);
  mkdirSync(home, { recursive: true });
  dropAbandoned();
  const partial = join(home, `.partial-${process.pid}-${Date.now()}`);
  mkdirSync(partial);
  try {
    const manifest = { name: "toolchain", private: true, dependencies: { [pin.name]: version } };
    writeFileSync(join(partial, "package.json"), JSON.stringify(manifest));
    writeFileSync(
      join(partial, "package-lock.json"),
      JSON.stringify(lockFor(pin.name, version, pin.integrity)),
    );
    const args = [
      "ci",
      "--prefix",
      partial,
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ];
    const [command, leading] = npmCommand();
    const env = trustSystemAuthorities(process.env);
    const { code, output } = await runQuietly(command, [...leading, ...args], { cwd: partial, env });
    if (code !== 0) throw new PlainFailure(`npm could not fetch ${pin.name}@${version}:\n${output}`);
    publish(partial, target);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return bin;
}

/** A tool's folder appears whole or not at all, so that its being there is all a later run has to check. */
function publish(partial, target) {
  try {
    renameSync(partial, target);
  } catch (error) {
    // Another run of this script was quicker, with the same bytes.
    if (!existsSync(target)) throw error;
  }
}

/** Removes what an interrupted run left; its name says which process it belongs to. */
function dropAbandoned() {
  for (const name of readdirSync(home)) {
    const pid = /^\.partial-(\d+)-/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(home, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** npm as it started this script, else the one on PATH. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  if (script?.endsWith("npm-cli.js")) return [process.execPath, [script]];
  return ["npm", []];
}

function findOwnPnpm() {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, "pnpm");
    if (!folder || !existsSync(path)) continue;
    try {
      const version = execFileSync(path, ["--version"], { cwd: root, encoding: "utf8" });
      if (version.startsWith("12.")) return folder;
    } catch {
      // A broken pnpm is as good as none.
    }
  }
  return null;
}

function isMusl() {
  if (process.platform !== "linux") return false;
  process.report.excludeNetwork = true;
  return !process.report.getReport().header.glibcVersionRuntime;
}
