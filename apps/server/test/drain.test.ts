import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";
import { ask } from "./http-client.ts";
import { Person } from "./person.ts";
import { startProcess } from "./test-process.ts";

/** Long past any test: only a signal ends it. */
const LONG = { OPP_DRAIN_SECONDS: "300", OPP_RATE_LIMITS: "off" };
const readiness = async (url: string) => (await ask(`${url}/readyz`)).json();
const connectionAfter = async (url: string) => {
  const { status, headers } = await fetch(url);
  return [status, headers.get("connection")];
};

describe("a server that drains after SIGTERM", () => {
  it("says that it isn't ready, answers every request all the same, and stops at the second signal", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess(LONG, folder.path);
    const url = String(server.url);
    const person = await Person.register(url, "ada");
    const stream = await fetch(`${url}/api/events`, { headers: person.headers });
    expect(await connectionAfter(`${url}/readyz`)).toEqual([200, "keep-alive"]);

    server.child.kill("SIGTERM");
    await expect.poll(() => readiness(url)).toMatchObject({ ok: false, cause: "stopping" });
    expect(await connectionAfter(`${url}/healthz`)).toEqual([200, "close"]);
    await person.must("categories.create", { categories: [{ name: "Late" }] });

    server.child.kill("SIGTERM");
    // Ended in order, which a page takes as the word to connect again.
    expect(await stream.text()).toContain("event: hello");
    expect(await server.exited).toBe(0);
  });

  it("stops by itself when the time is over", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess({ OPP_DRAIN_SECONDS: "1" }, folder.path);
    server.child.kill("SIGTERM");
    expect(await server.exited).toBe(0);
    expect(server.stderr()).toMatch(/"drainSeconds":1,.*"msg":"stopping"[^]*"msg":"stopped"/);
  });

  it("stops at once at the terminal's signal", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess(LONG, folder.path);
    server.child.kill("SIGINT");
    expect(await server.exited).toBe(0);
  });

  it("lets another server of the same database answer, with the same sessions", async () => {
    await using folder = await tempFolder();
    await using leaving = await startProcess(LONG, folder.path);
    const person = await Person.register(String(leaving.url), "ada");
    leaving.child.kill("SIGTERM");
    await expect.poll(() => readiness(String(leaving.url))).toMatchObject({ ok: false });
    await using next = await startProcess(LONG, folder.path);
    expect(await readiness(String(next.url))).toEqual({ ok: true });
    const [before, after] = [person, person.at(String(next.url))];
    await before.must("categories.create", { categories: [{ name: "Before" }] });
    await after.must("categories.create", { categories: [{ name: "After" }] });
    expect(await after.must("categories.list")).toMatchObject({
      categories: [{ name: "Before" }, { name: "After" }],
    });
  });
});
