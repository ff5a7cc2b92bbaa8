import { cpSync, mkdirSync, readdirSync, realpathSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXAMPLES, ROOT } from "./example.ts";
import type { Outcome, Part } from "./outcome.ts";
import { freePorts, must, runTool, startProgram, waitUntil } from "./program.ts";

/** What the Containerfile starts from. It can't be had here, so that the exam makes one like it. */
const BASE = "docker.io/library/node:24-bookworm-slim";
const NPM = "/usr/lib/node_modules/npm";
const AUTHORITIES = "etc/ssl/certs/ca-certificates.crt";

interface Image {
  readonly User: string;
  readonly Env: readonly string[];
  readonly Cmd: readonly string[];
  readonly Volumes: Readonly<Record<string, object>>;
  readonly Healthcheck: { readonly Test: readonly string[] };
}

/**
 * Mounts the image ($0) read-only at $1, with the volume $2 and a folder in memory for /tmp, and starts the words that follow as the
 * image's user, without any capability. The mounts end with the process.
 */
const ENTER = `set -e
mount --bind "$0" "$1"; mount -o remount,bind,ro "$1"
mount --bind "$2" "$1/data"; mount -t tmpfs tmpfs "$1/tmp"; mount -t proc proc "$1/proc"; mount --bind /dev "$1/dev"
root=$1; shift 2
exec chroot "$root" setpriv --reuid 1000 --regid 1000 --clear-groups --bounding-set=-all --inh-caps=-all --no-new-privs env -i "$@"`;

/** Builds the image by the Containerfile, and runs it as compose and Kubernetes do: read-only, without capabilities. */
export const CONTAINER: Part = {
  name: "container",
  needs: {
    "/usr/bin/buildah": "buildah",
    "/usr/sbin/debootstrap": "debootstrap",
    "/usr/lib/node_modules/npm/package.json": "npm",
  },
  async run() {
    const folder = await mkdtemp(join(tmpdir(), "opp-container-"));
    const storage = ["--root", join(folder, "storage"), "--runroot", join(folder, "run")];
    const buildah = (...words: readonly string[]) =>
      must("buildah", ["--storage-driver", "vfs", ...storage, ...words], folder);
    try {
      await makeBase(folder, buildah);
      const context = join(folder, "context");
      cpSync(join(EXAMPLES, "container"), context, { recursive: true });
      await must(process.execPath, [join(ROOT, "tooling/run.mjs"), "pack", context], folder, process.env);
      const isolation = ["--isolation", "chroot", "--pull-never", "--format", "docker"];
      await buildah("bud", ...isolation, "-t", "openpassphrase", context);
      const container = (await buildah("from", "--pull-never", "localhost/openpassphrase")).trim();
      const inspected: { readonly Docker: { readonly config: Image } } = JSON.parse(
        await buildah("inspect", "--type", "image", "localhost/openpassphrase"),
      );
      const mounted = (await buildah("mount", container)).trim();
      return await runImage(folder, mounted, inspected.Docker.config);
    } finally {
      await runTool("buildah", ["--storage-driver", "vfs", ...storage, "umount", "--all"], folder);
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Debian of the same release, Node of this exam, npm, and the user that Node's image has. */
async function makeBase(
  folder: string,
  buildah: (...words: readonly string[]) => Promise<string>,
): Promise<void> {
  const base = join(folder, "base");
  const local = join(base, "usr/local");
  await must("debootstrap", ["--variant=minbase", "--include=ca-certificates", "bookworm", base], folder);
  cpSync(realpathSync(process.execPath), join(local, "bin/node"));
  cpSync(NPM, join(local, "lib/node_modules/npm"), { recursive: true });
  await must("ln", ["-s", "../lib/node_modules/npm/bin/npm-cli.js", join(local, "bin/npm")], folder);
  await must("chroot", [base, "groupadd", "--gid", "1000", "node"], folder);
  await must("chroot", [base, "useradd", "--uid", "1000", "--gid", "1000", "-m", "node"], folder);
  // Behind a proxy with its own certificate authority, npm needs what this machine trusts.
  cpSync(join("/", AUTHORITIES), join(base, AUTHORITIES));
  const container = (await buildah("from", "scratch")).trim();
  await buildah("add", "-q", container, base, "/");
  await buildah("config", "--env", `NODE_EXTRA_CA_CERTS=/${AUTHORITIES}`, container);
  await buildah("commit", "-q", container, BASE);
  await buildah("rm", container);
}

async function runImage(folder: string, mounted: string, image: Image): Promise<readonly Outcome[]> {
  const root = join(folder, "root");
  const volume = join(folder, "volume");
  mkdirSync(root);
  mkdirSync(volume, { mode: 0o700 });
  await must("chown", ["1000:1000", volume], folder);
  const [port = 0] = await freePorts(1);
  const enter = ["-m", "sh", "-c", ENTER, mounted, root, volume, ...image.Env, `OPP_PORT=${port}`];
  await using server = startProgram("unshare", [...enter, ...image.Cmd], { cwd: folder });
  const url = `http://127.0.0.1:${port}`;
  await waitUntil(
    `the image's server is ready. ${server.said()}`,
    async () => (await fetch(`${url}/readyz`)).ok,
  );
  const page = await fetch(url);
  const [, ...healthCheck] = image.Healthcheck.Test.map((word) => word.replace(":4600", `:${port}`));
  const checks: readonly (readonly [what: string, words: readonly string[], says: RegExp])[] = [
    ["the health check", healthCheck, /^$/],
    ["opp user list", ["opp", "user", "list"], /no accounts/],
    ["writing outside the volume", ["sh", "-c", "touch /opt/x; echo $?"], /Read-only file system\s+1/],
  ];
  const outcomes: Outcome[] = [
    { what: "the image", ok: image.User === "node" && "/data" in image.Volumes, says: image.Cmd.join(" ") },
    { what: "the page", ok: (await page.text()).includes("OpenPassPhrase"), says: `${page.status}` },
  ];
  for (const [what, words, says] of checks) {
    const { code, output } = await runTool("unshare", [...enter, ...words], folder);
    outcomes.push({ what, ok: code === 0 && says.test(output), says: output.trim().split("\n")[0] ?? "" });
  }
  const code = await server.stop();
  const files = readdirSync(volume);
  outcomes.push({ what: "SIGTERM", ok: code === 0, says: `exit code ${code}` });
  outcomes.push({ what: "the volume", ok: files.includes("vault.sqlite"), says: files.join(", ") });
  return outcomes;
}
