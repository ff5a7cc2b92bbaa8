import { describe, expect, test } from "vitest";
import {
  findDeadLinks,
  findLeftOutTests,
  findLongFiles,
  findMergeMarkers,
  findReplacedModules,
  findUnawaitedPages,
} from "./house-rules.mjs";

const long = "line\n".repeat(401);
const call = (name) => `${name}("a rule", () => {});\n`;

describe("findLongFiles", () => {
  test("reports source of more than 400 lines, in every language of the project", () => {
    const files = ["packages/a/src/b.ts", "apps/web/src/app/globals.css", "tooling/run.mjs"];
    expect(findLongFiles(files.map((path) => ({ path, text: long })))).toHaveLength(3);
  });

  test("accepts 400 lines", () => {
    expect(findLongFiles([{ path: "packages/a/src/b.ts", text: "line\n".repeat(400) }])).toEqual([]);
  });

  test("lets tests, tables and documents be longer", () => {
    const files = ["packages/a/src/b.test.ts", "packages/core/src/generator/eff-long-words.ts", "README.md"];
    expect(findLongFiles(files.map((path) => ({ path, text: long })))).toEqual([]);
  });
});

describe("findLeftOutTests", () => {
  test.each(["skip", "only", "todo", "fixme", "skipIf", "concurrent.only"])("reports test.%s", (modifier) => {
    const text = call(`test.${modifier}`);
    const found = findLeftOutTests([{ path: "packages/a/src/b.test.ts", text }]);
    expect(found).toEqual(["packages/a/src/b.test.ts:1 leaves tests out"]);
  });

  test("reads the browser tests too", () => {
    expect(
      findLeftOutTests([
        { path: "apps/web/e2e/vault.spec.ts", text: call(["test", "describe", "skip"].join(".")) },
      ]),
    ).toHaveLength(1);
  });

  test("lets other modifiers pass", () => {
    expect(findLeftOutTests([{ path: "packages/a/src/b.test.ts", text: call("test.each([1])") }])).toEqual(
      [],
    );
  });
});

test.each(["mock", "doMock"])(
  "findReplacedModules reports vi.%s, which works only for whoever reads a module first",
  (name) => {
    const file = (text) => ({ path: "packages/a/src/b.test.ts", text });
    expect(findReplacedModules([file(`vi.${name}("node:fs", { spy: true });`)])).toEqual([
      "packages/a/src/b.test.ts:1 replaces a module",
    ]);
    expect(findReplacedModules([file("vi.mocked(link).mockReset();")])).toEqual([]);
  },
);

test("findUnawaitedPages reports a page that a browser test doesn't wait for", () => {
  const file = (text) => ({ path: "apps/web/e2e/vault.spec.ts", text });
  const unawaited = ["void", 'page.route("**/*", hold);'].join(" ");
  expect(findUnawaitedPages([file(unawaited)])).toEqual([
    "apps/web/e2e/vault.spec.ts:1 doesn't wait for the page",
  ]);
  expect(findUnawaitedPages([file('await page.route("**/*", hold);')])).toEqual([]);
});

test("findMergeMarkers reports both ends and the middle of a conflict", () => {
  const text = ["<<<<<<< HEAD", "ours", "=======", "theirs", ">>>>>>> branch", ""].join("\n");
  expect(findMergeMarkers([{ path: "notes.md", text }])).toHaveLength(3);
});

test("findDeadLinks reports what isn't in the project, from where the document is", () => {
  const text =
    "[a](b.ts) [the folder](../src/) [a part](b.ts#part) [the web](https://example.org/x) [gone](../b.ts)";
  const files = ["docs/b.ts", "src/c.ts"].map((path) => ({ path, text: "" }));
  expect(findDeadLinks([...files, { path: "docs/page.md", text }])).toEqual([
    "docs/page.md links to ../b.ts, which doesn't exist",
  ]);
});
