import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OutsideProject, outsideProject } from "./outside-project.ts";

let project: OutsideProject;
beforeAll(async () => {
  project = await outsideProject();
});
afterAll(async () => project[Symbol.asyncDispose]());

const installed = (path: string) =>
  readFile(join(project.folder, "node_modules/@openpassphrase/client", path), "utf8");

describe("the packed client", () => {
  it("has nothing that publint complains of", async () => {
    const { buffer } = Uint8Array.from(await readFile(project.tarball));
    const { messages } = await publint({ strict: true, pack: { tarball: buffer } });
    expect(messages).toEqual([]);
  });

  it("has types that fit its code, wherever modules are resolved as Node 16 and later or bundlers do", async () => {
    const tarball = await readFile(project.tarball);
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
    if (!result.types) throw new Error("The package has no types.");
    const problems = result.problems.filter(
      (problem) => !("resolutionKind" in problem && problem.resolutionKind === "node10"),
    );
    // The tool's profile for packages of ES modules only: CommonJS can require one since Node 20.19, and gets a mark here.
    expect(problems.filter(({ kind }) => kind !== "CJSResolvesToESM")).toEqual([]);
  });

  it("depends on no other package, in its manifest, its code and its types", async () => {
    const manifest: unknown = JSON.parse(await installed("package.json"));
    for (const kind of ["dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies"])
      expect(manifest).not.toHaveProperty(kind);
    const [code, types] = await Promise.all([installed("dist/index.js"), installed("dist/index.d.ts")]);
    expect(code).not.toMatch(/^\s*(import|export)\b.*\bfrom\b|\bimport\(|\brequire\(/m);
    expect(types).not.toMatch(/\bfrom\s+["']|\bimport\(|\bany\b/);
  });

  it("brings the licences along", async () => {
    expect(await installed("dist/LICENSE")).toContain("Apache License");
    expect(await installed("NOTICE")).toMatch(/@trpc\/server[^]*MIT License/);
    expect(await installed("README.md")).toContain("createVaultClient");
  });
});
