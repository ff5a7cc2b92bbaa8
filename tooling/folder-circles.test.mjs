import { describe, expect, it } from "vitest";
import { findFolderCircles } from "./folder-circles.mjs";

const module = (source, ...resolved) => ({
  source,
  dependencies: resolved.map((path) => ({ resolved: path })),
});
const find = (...modules) => findFolderCircles(modules, "app/src", /\.test\.ts$/);

describe("findFolderCircles", () => {
  it("finds two folders that depend on each other, although no files do", () => {
    expect(
      find(module("app/src/a/1.ts", "app/src/b/1.ts"), module("app/src/b/2.ts", "app/src/a/2.ts")),
    ).toEqual(["app/src/a -> app/src/b (1.ts -> 1.ts)", "app/src/b -> app/src/a (2.ts -> 2.ts)"]);
  });

  it("finds a longer circle, and one between a folder's own files and its subfolder", () => {
    expect(
      find(
        module("app/src/a/1.ts", "app/src/b/1.ts"),
        module("app/src/b/1.ts", "app/src/c/1.ts"),
        module("app/src/c/1.ts", "app/src/a/1.ts"),
      ),
    ).toHaveLength(3);
    expect(
      find(module("app/src/x.ts", "app/src/a/1.ts"), module("app/src/a/1.ts", "app/src/y.ts")),
    ).toHaveLength(2);
  });

  it("accepts arrows in one direction, files of one folder, tests, and folders elsewhere", () => {
    expect(
      find(
        module("app/src/a/1.ts", "app/src/b/1.ts", "app/src/a/2.ts", "lib/src/1.ts"),
        module("app/src/a/2.ts", "app/src/a/1.ts"),
        module("app/src/b/1.test.ts", "app/src/a/1.ts"),
        module("lib/src/1.ts", "app/src/a/1.ts"),
      ),
    ).toEqual([]);
  });
});
