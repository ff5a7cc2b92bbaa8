import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { outsideProject } from "./outside-project.ts";
import { runCommand } from "./run-command.ts";

const PACKAGE = join(import.meta.dirname, "..");
const COMPILER = join(PACKAGE, "node_modules/typescript/bin/tsc");

describe("the README of the client", () => {
  it("shows only TypeScript that compiles under strict settings, with the packed client", async () => {
    const readme = await readFile(join(PACKAGE, "README.md"), "utf8");
    const snippets = [...readme.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => code ?? "");
    expect(snippets.length).toBeGreaterThan(0);
    await using project = await outsideProject();
    const files = snippets.map((_, index) => `snippet-${index}.ts`);
    for (const [index, code] of snippets.entries())
      await writeFile(join(project.folder, `snippet-${index}.ts`), code);
    const compilerOptions = {
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noUnusedLocals: true,
    };
    await writeFile(
      join(project.folder, "strict.json"),
      JSON.stringify({ extends: "./tsconfig.json", compilerOptions, files }),
    );
    const { code, output } = await runCommand(process.execPath, [COMPILER, "-p", "strict.json"], {
      cwd: project.folder,
    });
    expect([code, output]).toEqual([0, ""]);
  });
});
