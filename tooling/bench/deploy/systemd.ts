import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SECRETS } from "../vault-session.ts";
import { EXAMPLES, SERVER_MAIN } from "./example.ts";
import type { Outcome, Part } from "./outcome.ts";
import { freePorts, runTool, startProgram, waitUntil } from "./program.ts";

const UNIT = join(EXAMPLES, "systemd/openpassphrase.service");
/** Of systemd-analyze, from 0 (closed) to 10. */
const MOST_EXPOSED = 2;

/** The unit is well-formed and closed, and the server needs no system call that it refuses. */
export const SYSTEMD: Part = {
  name: "systemd",
  needs: { "/usr/bin/systemd-analyze": "systemd", "/usr/bin/strace": "strace" },
  async run() {
    const folder = await mkdtemp(join(tmpdir(), "opp-systemd-"));
    try {
      const verified = await runTool("systemd-analyze", ["verify", UNIT], folder);
      const judged = await runTool("systemd-analyze", ["security", "--offline=true", UNIT], folder);
      const exposure = Number(/Overall exposure level[^:]*: ([\d.]+)/.exec(judged.output)?.[1] ?? 10);
      return [
        {
          what: "systemd-analyze verify",
          ok: verified.code === 0 && verified.output === "",
          says: verified.output.trim(),
        },
        {
          what: "systemd-analyze security",
          ok: exposure <= MOST_EXPOSED,
          says: `${exposure} of at most ${MOST_EXPOSED}`,
        },
        await tryCalls(folder),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Runs the server under strace, with a login, and looks up each of its system calls in systemd's sets. */
async function tryCalls(folder: string): Promise<Outcome> {
  const refused = new Set([
    ...(await callsIn("@privileged", folder)),
    ...(await callsIn("@resources", folder)),
  ]);
  const allowed = await callsIn("@system-service", folder);
  const [port = 0] = await freePorts(1);
  const trace = join(folder, "trace");
  await using server = startProgram("strace", ["-f", "-qq", "-o", trace, process.execPath, SERVER_MAIN], {
    cwd: folder,
    env: { OPP_PORT: String(port) },
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntil("the server is ready", async () => (await fetch(`${url}/readyz`)).ok);
  for (const procedure of ["auth.register", "auth.login"])
    await fetch(`${url}/api/trpc/${procedure}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "ada", ...SECRETS }),
    });
  const child = readFileSync(trace, "utf8").split(" ", 1)[0] ?? "";
  process.kill(Number(child), "SIGTERM");
  await waitUntil("the server has stopped", async () => server.child.exitCode !== null);
  const calls = new Set(
    [...readFileSync(trace, "utf8").matchAll(/^\d+ +(\w+)\(/gm)].map(([, call]) => call ?? ""),
  );
  const outside = [...calls].filter((call) => !allowed.has(call) || refused.has(call));
  return {
    what: "system calls of the server",
    ok: calls.size > 20 && outside.every((call) => HARMLESS.has(call)) && server.child.exitCode === 0,
    says: `${calls.size} kinds; refused by the unit: ${outside.join(", ") || "none"}`,
  };
}

/** Refused with EPERM, which Node ignores: limits, priorities and processors are the unit's business. */
const HARMLESS: ReadonlySet<string> = new Set([
  "prlimit64",
  "setrlimit",
  "sched_setaffinity",
  "sched_setscheduler",
  "setpriority",
  // SQLite calls it only as root, as this exam may be.
  "fchown",
]);

/** The names in one of systemd's sets, and in the sets that it names. */
async function callsIn(set: string, folder: string): Promise<ReadonlySet<string>> {
  const { output } = await runTool("systemd-analyze", ["syscall-filter", set], folder);
  const names = output
    .split("\n")
    .filter((line) => /^ +@?[a-z_0-9-]+$/.test(line))
    .map((line) => line.trim());
  const inner = await Promise.all(
    names.filter((name) => name.startsWith("@")).map((name) => callsIn(name, folder)),
  );
  return new Set([...names.filter((name) => !name.startsWith("@")), ...inner.flatMap((each) => [...each])]);
}
