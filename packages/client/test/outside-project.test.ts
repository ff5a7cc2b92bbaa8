import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OutsideProject, outsideProject } from "./outside-project.ts";
import { runCommand } from "./run-command.ts";

const MODULES = join(import.meta.dirname, "../node_modules");
const TYPESCRIPT_7 = join(MODULES, "typescript/bin/tsc");
/** The compiler of today, and the one before it. */
const COMPILERS = {
  "TypeScript 7": TYPESCRIPT_7,
  "TypeScript 6": join(MODULES, "typescript-api/bin/tsc"),
};
const MODULE_KINDS = [
  ["nodenext", "nodenext"],
  ["node16", "node16"],
  ["esnext", "bundler"],
];

let project: OutsideProject;
beforeAll(async () => {
  project = await outsideProject();
});
afterAll(async () => project[Symbol.asyncDispose]());

const compile = (compiler: string, file: string, ...options: string[]) =>
  runCommand(
    process.execPath,
    [compiler, "--noEmit", "--strict", "--skipLibCheck", "false", "--target", "es2022", ...options, file],
    { cwd: project.folder },
  );

const PREAMBLE = `import { createVaultClient } from "@openpassphrase/client";\nconst vault = createVaultClient({ url: "" });\n`;
/** Calls, with what the compiler says of each. */
const MISTAKES = [
  ["items.create.mutate({ items: [{ nmae: 'Router' }] })", "'nmae' does not exist in type 'NewItem'"],
  ["items.create.mutate({ items: [{ name: 5 }] })", "Type 'number' is not assignable to type 'string"],
  ["items.get.query({ id: '5' })", "Type 'string' is not assignable to type 'number'"],
  ["items.get.query()", "Expected 1-2 arguments, but got 0"],
  ["items.get.mutate({ id: 5 })", "Property 'mutate' does not exist on type 'Query<"],
  ["items.drop.mutate({ id: 5 })", "Property 'drop' does not exist"],
  [
    "items.list.query().then(({ items }) => items[0].password)",
    "Property 'password' does not exist on type 'ItemSummary'",
  ],
  ["login({ username: 'ada' })", "Property 'password' is missing"],
] as const;

describe.each(Object.entries(COMPILERS))("in a project outside, %s", (_, compiler) => {
  it("takes the example, with its own settings", async () => {
    const run = await runCommand(process.execPath, [compiler, "-p", "."], { cwd: project.folder });
    expect(run).toEqual({ code: 0, output: "" });
  });

  it("refuses each mistake, and nothing beside it", async () => {
    const calls = MISTAKES.map(([call]) => `void vault.${call};\n`);
    await writeFile(join(project.folder, "mistakes.ts"), PREAMBLE + calls.join(""));
    const modules = ["--module", "nodenext", "--types", "node"];
    const run = await compile(compiler, "mistakes.ts", "--ignoreConfig", ...modules);
    const places = [...run.output.matchAll(/^mistakes\.ts[(:](\d+)[,:].*error TS/gm)].map(([, line]) =>
      Number(line),
    );
    expect(places).toEqual(MISTAKES.map((_, index) => index + 3));
    for (const [, complaint] of MISTAKES) expect(run.output).toContain(complaint);
    expect(run.code).not.toBe(0);
  });
});

describe("in a project outside, whatever its settings", () => {
  it.each(MODULE_KINDS)(
    "takes the client with the modules of %s, resolved as %s",
    async (module = "", resolution = "") => {
      const modules = ["--module", module, "--moduleResolution", resolution, "--types", "node"];
      expect(await compile(TYPESCRIPT_7, "vault.ts", "--ignoreConfig", ...modules)).toEqual({
        code: 0,
        output: "",
      });
    },
  );

  it("takes it without any types of Node, where a browser's are", async () => {
    await writeFile(
      join(project.folder, "page.ts"),
      'import { createVaultClient } from "@openpassphrase/client";\nexport const vault = createVaultClient({ url: location.origin, fetch });\n',
    );
    const modules = ["--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2022,dom"];
    expect(await compile(TYPESCRIPT_7, "page.ts", "--ignoreConfig", ...modules)).toEqual({
      code: 0,
      output: "",
    });
  });
});
