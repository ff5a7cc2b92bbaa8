import type { Command } from "@commander-js/extra-typings";

export interface CommandEntry {
  readonly name: string;
  /** One line for `opp --help`. */
  readonly summary: string;
  readonly group: typeof ADMINISTRATION;
  /** The command's file: `define` adds arguments, options and the work to a command that has name and summary already. */
  readonly load: () => Promise<{ define: (command: Command) => void }>;
}

const ADMINISTRATION = "Administration, on the server's machine:";

/** Every command, in the order of the help. A new one is a file in commands/ and a line here. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "init",
    summary: "make the data folder, the server secret and the first account",
    group: ADMINISTRATION,
    load: () => import("./commands/init.ts"),
  },
  {
    name: "import",
    summary: "move in from another program: opp import openpassphrase OLD.sqlite",
    group: ADMINISTRATION,
    load: () => import("./commands/import.ts"),
  },
  {
    name: "backup",
    summary: "make a backup in one file, while the server runs or not; or have the server make them",
    group: ADMINISTRATION,
    load: () => import("./commands/backup.ts"),
  },
  {
    name: "restore",
    summary: "put a backup in the place of the database, which is kept",
    group: ADMINISTRATION,
    load: () => import("./commands/restore.ts"),
  },
  {
    name: "verify",
    summary: "look through the database or a backup, and with a passphrase open every record",
    group: ADMINISTRATION,
    load: () => import("./commands/verify.ts"),
  },
  {
    name: "doctor",
    summary: "say what is in force and where it comes from, and what is wrong",
    group: ADMINISTRATION,
    load: () => import("./commands/doctor.ts"),
  },
];
