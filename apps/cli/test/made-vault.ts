import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { type Run, runOpp } from "./run-opp.ts";

const PASSWORD = "a good password";
export const PASSPHRASE = "a better passphrase";

export interface MadeVault extends AsyncDisposable {
  readonly folder: string;
  readonly dataFolder: string;
  readonly database: string;
  /** `opp`, started in the folder. */
  opp(...args: readonly string[]): Promise<Run>;
  /** The same, with standard input. */
  oppWith(input: string, ...args: readonly string[]): Promise<Run>;
}

/** The files of ada's vault, made by `opp init` once in a worker: Argon2id at its full cost is most of it. */
let made: Promise<ReadonlyMap<string, Buffer>> | null = null;

/** A folder with a vault in `data`, and ada's account in it. */
export async function madeVault(): Promise<MadeVault> {
  made ??= makeVault();
  const files = await made;
  const temp = await tempFolder();
  const folder = temp.path;
  const dataFolder = join(folder, "data");
  await mkdir(dataFolder, { mode: 0o700 });
  for (const [name, bytes] of files) await writeFile(join(dataFolder, name), bytes, { mode: 0o600 });
  return {
    folder,
    dataFolder,
    database: join(dataFolder, "vault.sqlite"),
    opp: (...args) => runOpp(args, { folder }),
    oppWith: (input, ...args) => runOpp(args, { folder, input }),
    [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose](),
  };
}

async function makeVault(): Promise<ReadonlyMap<string, Buffer>> {
  await using temp = await tempFolder();
  const input = `${PASSWORD}\n${PASSPHRASE}\n`;
  const { code, stderr } = await runOpp(["init", "--username", "ada", "-"], { folder: temp.path, input });
  if (code !== 0) throw new Error(stderr);
  const dataFolder = join(temp.path, "data");
  const files = new Map<string, Buffer>();
  for (const name of await readdir(dataFolder)) files.set(name, await readFile(join(dataFolder, name)));
  return files;
}
