import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";
import { ask } from "./http-client.ts";
import { Person } from "./person.ts";
import { startProcess, TESTED_BUNDLE } from "./test-process.ts";

const FILES: Readonly<Record<string, string>> = {
  "web/index.html":
    "<!doctype html><script>self.__a=1</script><script src='/_next/static/chunks/a-1.js'></script>",
  "web/404.html": "<!doctype html><title>Nothing here</title>",
  "web/sw.js": "self.addEventListener('fetch', () => {})",
  "web/_next/static/chunks/a-1.js": "console.log('a')",
  "api-docs/index.html": "<!doctype html><title>v1</title><script src='/api/docs/page.js'></script>",
  "api-docs/page.js": "console.log('docs')",
};

/** The bundle with a small web app, in a folder of its own beside the one that is tested. */
function buildOfItsOwn(files: Readonly<Record<string, string>>) {
  const path = mkdtempSync(`${TESTED_BUNDLE}-`);
  cpSync(TESTED_BUNDLE, path, { recursive: true });
  writeAll(path, files);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

function writeAll(folder: string, files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

async function expectAllServed(url: string) {
  for (const [address, name] of [
    ["/", "web/index.html"],
    ["/nowhere", "web/404.html"],
    ["/sw.js", "web/sw.js"],
    ["/_next/static/chunks/a-1.js", "web/_next/static/chunks/a-1.js"],
    ["/api/docs", "api-docs/index.html"],
    ["/api/docs/page.js", "api-docs/page.js"],
  ] as const) {
    const { status, text } = await ask(url + address);
    expect([address, status, text]).toEqual([address, name.includes("404") ? 404 : 200, FILES[name]]);
  }
}

describe("a running server", () => {
  it.each([
    [
      "emptied",
      (folder: string) =>
        readdirSync(folder).forEach((name) => rmSync(join(folder, name), { recursive: true })),
    ],
    [
      "filled with another build",
      (folder: string) =>
        writeAll(
          folder,
          Object.fromEntries(
            [...Object.keys(FILES), "main.js", "strength-worker.cjs.gz"].map((name) => [
              name,
              "of another build",
            ]),
          ),
        ),
    ],
  ])("serves all that it started with when its folder is %s", async (_, replace) => {
    await using folder = await tempFolder();
    using build = buildOfItsOwn(FILES);
    await using server = await startProcess({ OPP_RATE_LIMITS: "off" }, folder.path, [], build.path);
    const url = String(server.url);
    const person = await Person.register(url, "ada");
    await person.must("items.create", { items: [{ name: "Router", password: "password" }] });
    await expectAllServed(url);

    replace(build.path);
    await expectAllServed(url);
    // Judged in a thread, whose code is loaded when it is first asked for.
    expect(await person.must("health.strengths", { ids: [1] })).toMatchObject({ strengths: [{ score: 0 }] });
    server.child.kill("SIGTERM");
    expect(await server.exited).toBe(0);
  });

  it("serves all that it started with from a folder of the operator's own", async () => {
    await using folder = await tempFolder();
    const own = join(folder.path, "own");
    writeAll(folder.path, { "own/index.html": "<!doctype html>mine", "own/a.js": "mine" });
    await using server = await startProcess({ OPP_STATIC_FOLDER: own }, folder.path);
    rmSync(own, { recursive: true });
    expect((await ask(`${server.url}/`)).text).toBe("<!doctype html>mine");
    expect((await ask(`${server.url}/a.js`)).text).toBe("mine");
  });
});
