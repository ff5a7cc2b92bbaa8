import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { root } from "./checkout.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { buildEarlier } from "./earlier-build.mjs";
import { PlainFailure } from "./fail.mjs";
import { ensureToolchain } from "./toolchain.mjs";

/** What the exam runs, and the packages of Debian that have it. */
const NEEDS = {
  "/usr/lib/postgresql/15/bin/pg_rewind": "postgresql-15",
  "/usr/bin/patroni": "patroni",
  "/usr/lib/python3/dist-packages/etcd": "python3-etcd",
  "/usr/bin/etcd": "etcd-server",
  "/usr/sbin/haproxy": "haproxy",
  "/usr/bin/faketime": "faketime",
  "/usr/bin/setpriv": "util-linux",
  "/usr/sbin/ip": "iproute2",
};

/**
 * Three PostgreSQL under Patroni and etcd, three nodes behind HAProxy, and what happens when one of them dies. Everything runs in namespaces
 * for processes, network and mounts, which end with it, however it ends.
 * @returns the exam's exit code
 */
export async function examFailover(args) {
  const missing = Object.keys(NEEDS).filter((path) => !existsSync(path));
  if (missing.length > 0) {
    const packages = missing.map((path) => NEEDS[path]).join(" ");
    throw new PlainFailure(
      `The exam needs more programs. Install them: apt-get install --no-install-recommends ${packages}`,
    );
  }
  if (process.getuid?.() !== 0)
    throw new PlainFailure(
      "The exam makes namespaces and small disks. Run it as root: what it starts runs as an ordinary user.",
    );
  const toolchain = await ensureToolchain();
  await ensureDependencies(toolchain);
  await build(toolchain);
  const earlier = await buildEarlier(toolchain);
  const folder = mkdtempSync(join(tmpdir(), "opp-failover-"));
  // Another user goes through it.
  chmodSync(folder, 0o755);
  const exam = join(root, "tooling", "bench", "failover", "main.ts");
  try {
    return await runInNamespaces([toolchain.node, exam, folder, earlier, ...args], toolchain.env);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const NAMESPACES = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];
/** The first process of its namespace, which takes in whatever has lost its parent. */
const SHELL = ["sh", "-c", '"$@"; exit $?', "sh"];

/** @returns the exit code; 130 after a signal, which passes through no namespace: all that runs there is killed */
function runInNamespaces(command, env) {
  return new Promise((resolve, reject) => {
    const child = spawn("unshare", [...NAMESPACES, ...SHELL, ...command], {
      cwd: root,
      env,
      stdio: "inherit",
    });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill("SIGKILL"));
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 130));
  });
}
