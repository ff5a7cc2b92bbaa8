import { rm } from "node:fs/promises";
import { createVaultClient, type VaultClient } from "@openpassphrase/client";
import type { RunningServer } from "@opp/host/testing/running-server";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { type Run, runOpp } from "./run-opp.ts";

export interface PersonAtShell extends AsyncDisposable {
  readonly username: string;
  readonly password: string;
  readonly passphrase: string;
  /** Home and working folder. */
  readonly folder: string;
  readonly sessionFile: string;
  /** Of every command. */
  readonly environment: Record<string, string>;
  /** The same account, past the command line. */
  readonly vault: VaultClient;
  opp(args: readonly string[], more?: { input?: string; environment?: Record<string, string> }): Promise<Run>;
  /** Logs in with a kept passphrase, so that later commands ask for nothing. */
  logIn(...args: string[]): Promise<void>;
}

/** Someone with an account on the server, and a home of their own. */
export async function personAtShell(server: RunningServer, username: string): Promise<PersonAtShell> {
  const home = await tempFolder();
  const secrets = { username, password: `password of ${username}`, passphrase: `Pässphrase von ${username}` };
  const vault = createVaultClient({ url: server.url });
  await vault.auth.register.mutate(secrets);
  await vault.login({ ...secrets, expiresInSeconds: 3600 });
  const environment: Record<string, string> = { HOME: home.path };
  const opp: PersonAtShell["opp"] = (args, { input, environment: more } = {}) =>
    runOpp(args, {
      folder: home.path,
      environment: { ...environment, ...more },
      ...(input !== undefined && { input }),
    });
  return {
    ...secrets,
    folder: home.path,
    sessionFile: `${home.path}/.config/opp/session.json`,
    environment,
    vault,
    opp,
    async logIn(...args) {
      const login = [
        "login",
        "--server",
        server.url,
        "--username",
        username,
        "--keep",
        "--for",
        "1h",
        "-",
        ...args,
      ];
      const { code, stdout, stderr } = await opp(login, {
        input: `${secrets.password}\n${secrets.passphrase}\n`,
      });
      const [, key] = /^export OPP_SESSION=(\S+)\n$/.exec(stdout) ?? [];
      if (code !== 0 || !key) throw new Error(`opp login ended with ${code}: ${stdout}${stderr}`);
      environment["OPP_SESSION"] = key;
    },
    [Symbol.asyncDispose]: () => rm(home.path, { recursive: true }),
  };
}
