import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { nameBuild } from "./build-id.mjs";
import { publishBuild } from "./publish-build.mjs";

const made = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function app() {
  const folder = mkdtempSync(join(tmpdir(), "opp-publish-"));
  made.push(folder);
  return {
    folder,
    compile(files) {
      rmSync(join(folder, ".built"), { recursive: true, force: true });
      mkdirSync(join(folder, ".built", "web"), { recursive: true });
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, ".built", name), text);
      nameBuild(join(folder, ".built"));
      publishBuild(folder);
    },
    read: (name, from = join(folder, "dist")) => readFileSync(join(from, name), "utf8"),
    running: () => realpathSync(join(folder, "dist")),
  };
}

test("a build appears as a whole, and what runs keeps the files that it was started from", () => {
  const { compile, read, running } = app();
  compile({ "main.js": "one", "web/a.js": "one" });
  const started = running();
  compile({ "main.js": "two", "web/b.js": "two" });
  expect([read("main.js"), read("web/b.js")]).toEqual(["two", "two"]);
  expect([read("main.js", started), read("web/a.js", started)]).toEqual(["one", "one"]);
  expect(readdirSync(join(started, "web"))).toEqual(["a.js"]);
});

test("the same files are the same build, and an earlier build comes back as it was", () => {
  const { compile, read, running } = app();
  compile({ "main.js": "one" });
  const first = running();
  compile({ "main.js": "one" });
  expect(running()).toBe(first);
  compile({ "main.js": "two" });
  compile({ "main.js": "one" });
  expect([running(), read("main.js")]).toEqual([first, "one"]);
});

test("the folder of an older checkout gives way to the link", () => {
  const { folder, compile, read } = app();
  mkdirSync(join(folder, "dist"));
  writeFileSync(join(folder, "dist", "main.js"), "in place");
  compile({ "main.js": "one" });
  expect(read("main.js")).toBe("one");
});

test("the latest builds are kept, and no other", () => {
  const { folder, compile, read } = app();
  for (let number = 1; number <= 8; number += 1) compile({ "main.js": String(number) });
  const builds = readdirSync(join(folder, ".builds"));
  expect(builds).toHaveLength(5);
  expect(builds.map((name) => read("main.js", join(folder, ".builds", name))).toSorted()).toEqual([
    "4",
    "5",
    "6",
    "7",
    "8",
  ]);
  expect(existsSync(join(folder, "dist", "main.js"))).toBe(true);
});
