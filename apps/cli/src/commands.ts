import type { Command } from "@commander-js/extra-typings";

export interface CommandEntry {
  readonly name: string;
  /** One line for `opp --help`. */
  readonly summary: string;
  readonly group: typeof DAILY | typeof ADMINISTRATION;
  /**
   * The command's file: `define` adds arguments, options and the work to a command that has name and summary already.
   * `buildWhole` is for who speaks of all commands.
   */
  readonly load: () => Promise<{ define: (command: Command, buildWhole: () => Promise<Command>) => void }>;
}

const DAILY = "Daily use, over the network:";
const ADMINISTRATION = "Administration, on the server's machine:";

/** Every command, in the order of the help. A new one is a file in commands/ and a line here. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "login",
    summary: "begin a session on a server",
    group: DAILY,
    load: () => import("./commands/session/login.ts"),
  },
  {
    name: "logout",
    summary: "end it",
    group: DAILY,
    load: () => import("./commands/session/logout.ts"),
  },
  {
    name: "status",
    summary: "say where you are logged in, and until when",
    group: DAILY,
    load: () => import("./commands/session/status.ts"),
  },
  {
    name: "ls",
    summary: "list what is in the vault",
    group: DAILY,
    load: () => import("./commands/items/ls.ts"),
  },
  {
    name: "get",
    summary: "show or copy an item, or one field of it",
    group: DAILY,
    load: () => import("./commands/items/get.ts"),
  },
  {
    name: "add",
    summary: "put an item into the vault",
    group: DAILY,
    load: () => import("./commands/items/add.ts"),
  },
  {
    name: "edit",
    summary: "change an item",
    group: DAILY,
    load: () => import("./commands/items/edit.ts"),
  },
  {
    name: "rm",
    summary: "move an item to the trash",
    group: DAILY,
    load: () => import("./commands/items/rm.ts"),
  },
  {
    name: "generate",
    summary: "make a new password or passphrase",
    group: DAILY,
    load: () => import("./commands/items/generate.ts"),
  },
  {
    name: "init",
    summary: "make the data folder, the server secret and the first account",
    group: ADMINISTRATION,
    load: () => import("./commands/server/init.ts"),
  },
  {
    name: "serve",
    summary: "run the server in this process",
    group: ADMINISTRATION,
    load: () => import("./commands/server/serve.ts"),
  },
  {
    name: "user",
    summary: "add, list, rename and delete accounts, and set passwords",
    group: ADMINISTRATION,
    load: () => import("./commands/server/user.ts"),
  },
  {
    name: "passphrase",
    summary: "change a passphrase",
    group: ADMINISTRATION,
    load: () => import("./commands/server/passphrase.ts"),
  },
  {
    name: "backup",
    summary: "make a backup in one file, while the server runs or not; or have the server make them",
    group: ADMINISTRATION,
    load: () => import("./commands/database/backup.ts"),
  },
  {
    name: "restore",
    summary: "put a backup in the place of the database, which is kept",
    group: ADMINISTRATION,
    load: () => import("./commands/database/restore.ts"),
  },
  {
    name: "verify",
    summary: "look through the database or a backup, and with a passphrase open every record",
    group: ADMINISTRATION,
    load: () => import("./commands/database/verify.ts"),
  },
  {
    name: "import",
    summary: "move in from another program: opp import openpassphrase OLD.sqlite",
    group: ADMINISTRATION,
    load: () => import("./commands/database/import.ts"),
  },
  {
    name: "demo",
    summary: "serve a made-up vault of 400 items, for trying out",
    group: ADMINISTRATION,
    load: () => import("./commands/server/demo.ts"),
  },
  {
    name: "doctor",
    summary: "say what is in force and where it comes from, and what is wrong",
    group: ADMINISTRATION,
    load: () => import("./commands/server/doctor.ts"),
  },
  {
    name: "completion",
    summary: "write the completion of opp for bash, zsh or fish",
    group: ADMINISTRATION,
    load: () => import("./commands/server/completion.ts"),
  },
];
