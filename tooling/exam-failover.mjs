import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { root } from "./checkout.mjs";
import { runInForeground } from "./command.mjs";
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
 * of its own for processes, network and mounts, which end with it, however it ends.
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
  const namespaces = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];
  // The shell is the first process of its namespace, and takes in what has lost its parent.
  const shell = ["sh", "-c", '"$@"; exit $?', "sh"];
  const exam = [toolchain.node, join(root, "tooling", "bench", "failover", "main.ts"), earlier, ...args];
  return runInForeground("unshare", [...namespaces, ...shell, ...exam], { cwd: root, env: toolchain.env });
}
