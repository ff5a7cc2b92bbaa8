import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runningServer } from "@opp/host/testing/running-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createVaultClient } from "../src/vault-client.ts";
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

/** Each kind of module has separate types and code. */
const USES_CLIENT = `import { createVaultClient, VaultClientError } from "@openpassphrase/client";
import { argv } from "node:process";
const [, , url = "", username = "", password = "", passphrase = ""] = argv;
async function main(): Promise<string> {
  const vault = createVaultClient({ url });
  try {
    await vault.items.list.query();
  } catch (error) {
    if (!(error instanceof VaultClientError)) throw error;
    console.log(error.code);
  }
  await vault.login({ username, password, passphrase });
  const { items } = await vault.items.create.mutate({ items: [{ name: "Router" }] });
  return (await vault.items.get.query({ id: items[0]?.id ?? 0 })).name;
}
void main().then((name) => console.log(name));
`;

describe("a program outside, compiled by strict settings", () => {
  it.each(["nodenext", "node16"])(
    "uses the client by import and by require, resolved as %s",
    async (resolution) => {
      await using server = await runningServer();
      const ada = { username: "ada", password: "password of ada", passphrase: "passphrase of ada" };
      await createVaultClient({ url: server.url }).auth.register.mutate(ada);
      for (const name of ["uses-client.mts", "uses-client.cts"])
        await writeFile(join(project.folder, name), USES_CLIENT);
      const emit = ["--noEmit", "false", "--ignoreConfig", "--types", "node", "--module", resolution];
      const compiled = await compile(TYPESCRIPT_7, "uses-client.mts", "uses-client.cts", ...emit);
      expect(compiled).toEqual({ code: 0, output: "" });
      expect(await readFile(join(project.folder, "uses-client.cjs"), "utf8")).toContain(
        'require("@openpassphrase/client")',
      );
      for (const name of ["uses-client.mjs", "uses-client.cjs"]) {
        // As before Node 20.19, which can't require an ES module.
        const args = ["--no-experimental-require-module", name, server.url, ...Object.values(ada)];
        const run = await runCommand(process.execPath, args, { cwd: project.folder });
        expect([name, run]).toEqual([name, { code: 0, output: "UNAUTHORIZED\nRouter\n" }]);
      }
    },
  );
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
