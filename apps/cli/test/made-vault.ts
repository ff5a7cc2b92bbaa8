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

/** A folder with a vault in `data`, and ada's account in it. */
export async function madeVault(): Promise<MadeVault> {
  const temp = await tempFolder();
  const folder = temp.path;
  const oppWith = (input: string, ...args: readonly string[]) => runOpp(args, { folder, input });
  const made = await oppWith(`${PASSWORD}\n${PASSPHRASE}\n`, "init", "--username", "ada", "-");
  if (made.code !== 0) throw new Error(made.stderr);
  const dataFolder = join(folder, "data");
  return {
    folder,
    dataFolder,
    database: join(dataFolder, "vault.sqlite"),
    opp: (...args) => runOpp(args, { folder }),
    oppWith,
    [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose](),
  };
}
