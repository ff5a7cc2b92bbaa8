import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OutsideProject, outsideProject, PACKAGE } from "./outside-project.ts";
import { runCommand } from "./run-command.ts";

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

  it("has types that fit its code, for import and require, wherever modules are resolved", async () => {
    const tarball = await readFile(project.tarball);
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
    if (!result.types) throw new Error("The package has no types.");
    expect(result.problems).toEqual([]);
  });

  it.each([
    ["index.js", "index.d.ts"],
    ["index.cjs", "index.d.cts"],
  ])("depends on no other package, in its manifest, and in %s and %s", async (codeFile, typesFile) => {
    const manifest: unknown = JSON.parse(await installed("package.json"));
    for (const kind of ["dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies"])
      expect(manifest).not.toHaveProperty(kind);
    const [code, types] = await Promise.all([installed(`dist/${codeFile}`), installed(`dist/${typesFile}`)]);
    expect(code).not.toMatch(/^\s*(import|export)\b.*\bfrom\b|\bimport\(|\brequire\(/m);
    expect(types).not.toMatch(/\bfrom\s+["']|\bimport\(|\bany\b/);
  });

  it("says nothing of how it is built, and is published before a release under another tag than the latest", async () => {
    const manifest: unknown = JSON.parse(await installed("package.json"));
    for (const key of ["private", "scripts", "devDependencies"]) expect(manifest).not.toHaveProperty(key);
    const { version } = JSON.parse(await readFile(join(PACKAGE, "package.json"), "utf8"));
    expect(manifest).toMatchObject({
      version,
      publishConfig: { access: "public", tag: version.includes("-") ? "next" : "latest" },
    });
  });

  it("is the same file for the same sources", async () => {
    await using again = await tempFolder();
    const packed = await runCommand(process.execPath, ["pack.mjs", again.path], { cwd: PACKAGE });
    expect(packed).toMatchObject({ code: 0 });
    const [first, second] = await Promise.all([readFile(project.tarball), readFile(packed.output.trim())]);
    expect(second.equals(first)).toBe(true);
  });

  it("lists what it has of another package", async () => {
    const sbom: unknown = JSON.parse(await installed("sbom.cdx.json"));
    expect(sbom).toMatchObject({
      bomFormat: "CycloneDX",
      metadata: { component: { purl: expect.stringContaining("pkg:npm/%40openpassphrase/client@") } },
      components: [{ purl: expect.stringContaining("pkg:npm/%40trpc/server@") }],
    });
  });

  it("brings the licences along", async () => {
    expect(await installed("dist/LICENSE")).toContain("Apache License");
    expect(await installed("NOTICE")).toMatch(/@trpc\/server[^]*MIT License/);
    expect(await installed("README.md")).toContain("createVaultClient");
  });
});
