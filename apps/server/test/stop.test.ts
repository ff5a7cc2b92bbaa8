import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { tempFolder } from "@opp/host/testing/temp-folder";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { closeGracefully } from "../src/shutdown.ts";
import { ask } from "./http-client.ts";
import { Person } from "./person.ts";
import { startProcess, TESTED_BUNDLE } from "./test-process.ts";
import { testServer } from "./test-server.ts";

/** Begins a request whose body is still to come: it is in flight until `finish`. */
function beginRequest(url: string, headers: Record<string, string>, body: string) {
  const { port } = new URL(url);
  const outgoing = request({
    port,
    agent: new Agent({ keepAlive: true }),
    path: "/api/trpc/categories.create",
    method: "POST",
    headers: {
      ...headers,
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
    },
  });
  const answered = new Promise<{ status: number; connection: string | undefined }>((resolve, reject) => {
    outgoing.on("error", reject);
    outgoing.on("response", (answer) => {
      answer
        .resume()
        .on("end", () => resolve({ status: answer.statusCode ?? 0, connection: answer.headers.connection }));
    });
  });
  return {
    sent: new Promise<void>((resolve) => outgoing.write(body.slice(0, 5), () => resolve())),
    finish: () => outgoing.end(body.slice(5)),
    answered,
  };
}

const refused = (url: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.on("connect", () => resolve(false)).on("error", () => resolve(true));
    socket.on("connect", () => socket.destroy());
  });

describe.each(["SIGTERM", "SIGINT"] as const)("%s", (signal) => {
  it("finishes what is in flight, takes nothing new, checkpoints, and exits 0", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess({ OPP_RATE_LIMITS: "off" }, folder.path);
    const url = String(server.url);
    const person = await Person.register(url, "ada");
    const inFlight = beginRequest(
      url,
      person.headers,
      JSON.stringify({ categories: [{ name: "in flight" }] }),
    );
    await inFlight.sent;
    // Its head has surely arrived when another request on another connection was answered.
    await person.must("categories.list");

    server.child.kill(signal);
    await expect.poll(() => refused(url)).toBe(true);
    inFlight.finish();
    expect(await inFlight.answered).toEqual({ status: 200, connection: "close" });
    expect(await server.exited).toBe(0);
    expect(server.stderr()).toContain('"msg":"stopped"');

    const data = join(folder.path, "data");
    expect(readdirSync(data).filter((name) => /-(wal|shm)$/.test(name))).toEqual([]);
    const database = new Database(join(data, "vault.sqlite"), { readonly: true });
    expect(database.prepare("SELECT count(*) AS count FROM categories").get()).toEqual({ count: 1 });
    database.close();
  });

  it("isn't held up by connections that do nothing", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess({}, folder.path);
    const url = String(server.url);
    const idle = connect(Number(new URL(url).port), "127.0.0.1");
    idle.on("error", () => undefined);
    await new Promise((resolve) => idle.once("connect", resolve));
    server.child.kill(signal);
    expect(await server.exited).toBe(0);
    expect(server.stderr()).not.toContain('"msg":"cut');
    idle.destroy();
  });
});

describe("a server without a terminal, as by nohup or a service manager", () => {
  it("continues after SIGHUP, which asks it to read again what changes", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess({}, folder.path);
    server.child.kill("SIGHUP");
    await expect.poll(server.stderr).toContain('"msg":"read again what changes"');
    expect((await ask(`${server.url}/readyz`)).status).toBe(200);
    server.child.kill("SIGTERM");
    expect(await server.exited).toBe(0);
  });

  it("continues when nobody reads its log any more", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess({ OPP_LOG_LEVEL: "trace" }, folder.path);
    server.child.stderr?.destroy();
    server.child.stdout?.destroy();
    for (let times = 0; times < 3; times += 1)
      expect((await ask(`${server.url}/api/trpc/system.status`)).status).toBe(200);
    server.child.kill("SIGTERM");
    expect(await server.exited).toBe(0);
  });
});

/** Starts a command at a terminal of its own, waits until it has said that the server is ready, and closes the terminal. */
const CLOSE_TERMINAL = `
import os, pty, sys, time
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
said = b""
while b"is ready" not in said:
    said += os.read(terminal, 1024)
time.sleep(0.2)
os.close(terminal)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

describe("a terminal that is closed", () => {
  const environment = { PATH: process.env["PATH"], OPP_PORT: "0" };

  it("ends the server that was started at it, in order", async () => {
    await using folder = await tempFolder();
    const command = ["-c", CLOSE_TERMINAL, process.execPath, join(TESTED_BUNDLE, "main.js")];
    const { stdout } = await promisify(execFile)("python3", command, { cwd: folder.path, env: environment });
    expect(stdout).toBe("0\n");
    expect(readdirSync(join(folder.path, "data")).filter((name) => /-(wal|shm)$/.test(name))).toEqual([]);
  });

  it("leaves the server alone that was started there by nohup", async () => {
    await using folder = await tempFolder();
    const line = `nohup ${process.execPath} ${join(TESTED_BUNDLE, "main.js")} & echo $! > pid; touch nohup.out; tail -f nohup.out`;
    await promisify(execFile)("python3", ["-c", CLOSE_TERMINAL, "sh", "-c", line], {
      cwd: folder.path,
      env: environment,
    });
    const pid = Number(readFileSync(join(folder.path, "pid"), "utf8"));
    const nohup = () => readFileSync(join(folder.path, "nohup.out"), "utf8");
    try {
      const [, url] = /is ready: (\S+)/.exec(nohup()) ?? [];
      process.kill(pid, "SIGHUP");
      await expect.poll(nohup).toContain('"msg":"read again what changes"');
      expect((await ask(`${url}/readyz`)).status).toBe(200);
    } finally {
      process.kill(pid, "SIGTERM");
    }
    await expect.poll(nohup).toContain('"msg":"stopped"');
  });
});

describe("closing", () => {
  it("cuts what isn't finished when the grace is over", async () => {
    await using server = await testServer();
    const person = await server.person();
    const stuck = beginRequest(server.url, person.headers, JSON.stringify({ categories: [] }));
    await stuck.sent;
    await person.must("categories.list");
    const [outcome, answer] = await Promise.all([
      closeGracefully(server.app, 50),
      stuck.answered.catch(() => "hung up" as const),
    ]);
    expect([outcome, answer]).toEqual(["cut", "hung up"]);
  });
});
