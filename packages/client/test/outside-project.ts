import { cp, mkdir, readdir, realpath } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { type Run, runCommand } from "./run-command.ts";

export const PACKAGE = join(import.meta.dirname, "..");
const EXAMPLE = join(PACKAGE, "../../examples/typescript");

export interface OutsideProject extends AsyncDisposable {
  readonly folder: string;
  /** The packed client. */
  readonly tarball: string;
}

/**
 * The TypeScript example in a folder outside the repository, with the packed client and Node's types. Nothing comes from
 * a registry: the client depends on nothing.
 */
export async function outsideProject(): Promise<OutsideProject> {
  const temporary = await tempFolder();
  const folder = join(temporary.path, "project");
  await cp(EXAMPLE, folder, { recursive: true });
  await must(await runCommand(process.execPath, ["pack.mjs", temporary.path], { cwd: PACKAGE }));
  const packed = (await readdir(temporary.path)).find((file) => file.endsWith(".tgz"));
  const tarball = join(temporary.path, packed ?? "nothing was packed");
  const install = ["install", "--offline", "--no-audit", "--no-fund", tarball];
  await must(await runCommand("npm", install, { cwd: folder }));
  await copyTypes(folder);
  return { folder, tarball, [Symbol.asyncDispose]: () => temporary[Symbol.asyncDispose]() };
}

/** Node's types, which a project gets from the registry. */
async function copyTypes(folder: string): Promise<void> {
  const own = await realpath(dirname(createRequire(import.meta.url).resolve("@types/node/package.json")));
  const modules = join(folder, "node_modules");
  await mkdir(join(modules, "@types"), { recursive: true });
  await cp(own, join(modules, "@types/node"), { recursive: true });
  await cp(await realpath(join(own, "../../undici-types")), join(modules, "undici-types"), {
    recursive: true,
  });
}

async function must({ code, output }: Run): Promise<void> {
  if (code !== 0) throw new Error(output);
}
