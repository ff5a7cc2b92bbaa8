import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { runQuietly } from "./command.mjs";

const run = (script, options) =>
  runQuietly(process.execPath, ["-e", script], { env: process.env, ...options });

test("runQuietly answers the exit code and both streams", async () => {
  const result = await run("console.log('out'); console.error('err'); process.exitCode = 3");
  expect(result).toMatchObject({ code: 3, timedOut: false });
  expect(result.output).toContain("out\n");
  expect(result.output).toContain("err\n");
});

test("runQuietly ends a command at its limit, with its children, and says so", async () => {
  const result = await run("require('child_process').spawn('sleep', ['60'], { stdio: 'inherit' })", {
    limitSeconds: 1,
  });
  expect(result.timedOut).toBe(true);
  expect(result.code).not.toBe(0);
  expect(result.output).toContain("ended after 1 s");
});

test("runQuietly answers for a command that isn't there", async () => {
  expect(await runQuietly("no-such-command", [], { env: process.env })).toMatchObject({ code: 127 });
});

test.each(["SIGINT", "SIGTERM"])(
  "runInForeground passes %s on and answers the command's own exit code",
  async (signal) => {
    const server = `process.on('${signal}', () => process.exit(7)); console.log('ready'); setInterval(() => {}, 1000)`;
    const script = `
    import { runInForeground } from ${JSON.stringify(new URL("command.mjs", import.meta.url).href)};
    process.exitCode = await runInForeground(process.execPath, ["-e", ${JSON.stringify(server)}], { env: process.env });
  `;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    child.kill(signal);
    const [code] = await once(child, "close");
    expect(code).toBe(7);
  },
);

test("a signal ends every quiet command that runs", async () => {
  await using folder = await scratch();
  const script = `
    import { runQuietly } from ${JSON.stringify(new URL("command.mjs", import.meta.url).href)};
    const shell = (name) => "echo $$ > " + name + "; exec sleep 60";
    const started = ["one", "two"].map((name) => runQuietly("sh", ["-c", shell(name)], { env: process.env }));
    await Promise.all(started);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: folder.path,
    stdio: "ignore",
  });
  const pids = await Promise.all(["one", "two"].map((name) => readWhenThere(join(folder.path, name))));
  child.kill("SIGTERM");
  expect(await once(child, "close")).toEqual([143, null]);
  await Promise.all(pids.map(untilGone));
});

async function scratch() {
  const path = await mkdtemp(join(tmpdir(), "command-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

async function readWhenThere(path) {
  for (;;) {
    const text = await readFile(path, "utf8").catch(() => "");
    if (text.endsWith("\n")) return Number(text);
    await setTimeout(20);
  }
}

/** Answers once the process has ended, and fails by the test's own time limit if it never does. */
async function untilGone(pid) {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await setTimeout(20);
  }
}
