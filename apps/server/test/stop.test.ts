import { readdirSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { tempFolder } from "@opp/host/testing/temp-folder";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { closeGracefully } from "../src/shutdown.ts";
import { Person } from "./person.ts";
import { startProcess } from "./test-process.ts";
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

describe.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s", (signal) => {
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
