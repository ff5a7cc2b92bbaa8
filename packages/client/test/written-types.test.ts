import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { appRouter } from "@opp/api/routers/app-router";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { expect, it } from "vitest";
import { runCommand } from "./run-command.ts";

const PACKAGE = join(import.meta.dirname, "..");
const COMPILER = join(PACKAGE, "node_modules/typescript/bin/tsc");
const PROCEDURES = Object.keys(appRouter._def.procedures);

/** What the router says, as a caller sees it: no input is undefined, and a brand is for the server's own code. */
const PREAMBLE = `
import type { ProcedureShapes } from "${join(PACKAGE, "src/procedures.ts")}";
type Plain<T> = T extends void ? undefined
  : T extends number ? (keyof T extends keyof number ? T : number)
  : T extends string ? (keyof T extends keyof string ? T : string)
  : T extends readonly (infer Element)[] ? Plain<Element>[]
  : T extends object ? { [Key in keyof T]: Plain<T[Key]> }
  : T;
type Written<T> = T extends Query<infer Input, infer Output> ? { type: "query"; input: Plain<Input>; output: Plain<Output> }
  : T extends Mutation<infer Input, infer Output> ? { type: "mutation"; input: Plain<Input>; output: Plain<Output> }
  : never;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
`;

/** A line each, which compiles only where both are the same: the routers, each one's procedures, each procedure's kind, input and output. */
function comparison(types: string): string {
  const at = (path: readonly string[]) => path.map((name) => `["${name}"]`).join("");
  const routers = [...new Set(PROCEDURES.map((path) => path.split(".")[0] ?? ""))];
  const keys = [[], ...routers.map((name) => [name])].map(
    (path) => `true satisfies Same<keyof VaultProcedures${at(path)}, keyof ProcedureShapes${at(path)}>;`,
  );
  const shapes = PROCEDURES.map((path) => {
    const place = at(path.split("."));
    return `true satisfies Same<Written<VaultProcedures${place}>, Plain<ProcedureShapes${place}>>; // ${path}`;
  });
  const imports = `import type { Mutation, Query, VaultProcedures } from "./${types}";`;
  return [imports, PREAMBLE, ...keys, ...shapes].join("\n");
}

/** In the router's order. Each makes the written types say something else than the router, in one procedure. */
const SLIPS: [procedure: string, from: RegExp, to: string][] = [
  ["account.activity", /(readonly activity: Query<\{\s+limit)\?/, "$1"],
  ["account.rename", /(readonly rename: Mutation<\{\s+password: )string/, "$1string | undefined"],
  ["account.delete", /(readonly delete: Mutation<\{[^}]*\}, \{\s+deletedAt: )number/, "$1number | null"],
  ["auth.unlock", /(readonly unlock: )Mutation(<undefined, \{\s+expiresAt)/, "$1Query$2"],
];

it("the types that are published say what the router says: every procedure, its kind, what it takes and what it answers", async () => {
  await using folder = await tempFolder();
  const types = await readFile(join(PACKAGE, "dist/index.d.ts"), "utf8");
  const slipped = SLIPS.reduce((text, [procedure, from, to]) => {
    if (!from.test(text)) throw new Error(`${procedure} isn't written so any more.`);
    return text.replace(from, to);
  }, types);
  for (const [name, text] of [
    ["same", types],
    ["slipped", slipped],
  ] as const) {
    await writeFile(join(folder.path, `${name}.d.ts`), text);
    await writeFile(join(folder.path, `${name}-compared.ts`), comparison(`${name}.d.ts`));
  }
  const project = {
    extends: join(PACKAGE, "../../tsconfig.base.json"),
    compilerOptions: { types: ["node"], typeRoots: [join(PACKAGE, "node_modules/@types")] },
    files: ["same-compared.ts", "slipped-compared.ts"],
  };
  await writeFile(join(folder.path, "tsconfig.json"), JSON.stringify(project));
  const { output } = await runCommand(process.execPath, [COMPILER, "-p", "."], { cwd: folder.path });
  const lines = (await readFile(join(folder.path, "slipped-compared.ts"), "utf8")).split("\n");
  const found = [...output.matchAll(/^(\S+?)[(:](\d+)[,:].*error TS/gm)].map(
    ([, file, line]) => `${file}: ${lines[Number(line) - 1]?.split("// ")[1]}`,
  );
  expect(output.replaceAll(/^\S+?-compared\.ts[(:].*$/gm, "").trim()).toBe("");
  expect(found).toEqual(SLIPS.map(([procedure]) => `slipped-compared.ts: ${procedure}`));
});
