import { describe, expect, test } from "vitest";
import { isRecentNode, lockFor, missingPackage, platformKey } from "./toolchain.mjs";

test("Node is recent enough from 24.7 on", () => {
  expect(["24.7.0", "24.21.0", "25.0.0"].every(isRecentNode)).toBe(true);
  expect(["18.20.0", "22.99.0", "24.6.9"].some(isRecentNode)).toBe(false);
});

describe("missingPackage", () => {
  test("asks for nothing on Linux with glibc", () => {
    expect(missingPackage({ node: null, pnpm: null }, platformKey("linux", "x64", false))).toBeNull();
    expect(missingPackage({ node: null, pnpm: null }, platformKey("linux", "arm64", false))).toBeNull();
  });

  test("says in one sentence what to install elsewhere", () => {
    expect(missingPackage({ node: null, pnpm: null }, platformKey("linux", "x64", true))).toBe(
      "There is no packaged toolchain for linux-x64-musl: install Node 24.7 or newer and pnpm 12.21.0, and run this command again.",
    );
    expect(missingPackage({ node: "/usr/bin", pnpm: null }, platformKey("darwin", "arm64", false))).toMatch(
      /^There is no packaged toolchain for darwin-arm64: install pnpm [\d.]+, and/,
    );
  });

  test("takes what is there already", () => {
    expect(
      missingPackage({ node: "/usr/bin", pnpm: "/usr/bin" }, platformKey("darwin", "arm64", false)),
    ).toBeNull();
  });
});

test("the lock holds one package, its exact version and its hash", () => {
  expect(lockFor("a", "1.0.0", "sha512-b").packages).toEqual({
    "": { name: "toolchain", dependencies: { a: "1.0.0" } },
    "node_modules/a": { version: "1.0.0", integrity: "sha512-b" },
  });
});
