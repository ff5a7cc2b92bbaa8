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
    summary: "end the session",
    group: DAILY,
    load: () => import("./commands/session/logout.ts"),
  },
  {
    name: "status",
    summary: "show where you are logged in, and until when",
    group: DAILY,
    load: () => import("./commands/session/status.ts"),
  },
  {
    name: "ls",
    summary: "list items",
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
    summary: "add an item",
    group: DAILY,
    load: () => import("./commands/items/add.ts"),
  },
  {
    name: "export",
    summary: "write the vault or a part of it to a file",
    group: DAILY,
    load: () => import("./commands/items/export.ts"),
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
    name: "attach",
    summary: "add a file to an item",
    group: DAILY,
    load: () => import("./commands/items/attach.ts"),
  },
  {
    name: "files",
    summary: "list the files of an item",
    group: DAILY,
    load: () => import("./commands/items/files.ts"),
  },
  {
    name: "detach",
    summary: "remove a file from an item",
    group: DAILY,
    load: () => import("./commands/items/detach.ts"),
  },
  {
    name: "health",
    summary: "list breached, weak, reused and old passwords, and insecure websites",
    group: DAILY,
    load: () => import("./commands/items/health.ts"),
  },
  {
    name: "generate",
    summary: "generate a password or passphrase",
    group: DAILY,
    load: () => import("./commands/items/generate.ts"),
  },
  {
    name: "init",
    summary: "create the data folder, the server secret and the first account",
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
    summary: "write a backup to one file, or let the running server make backups",
    group: ADMINISTRATION,
    load: () => import("./commands/database/backup.ts"),
  },
  {
    name: "restore",
    summary: "replace the database with a backup, keeping the old one",
    group: ADMINISTRATION,
    load: () => import("./commands/database/restore.ts"),
  },
  {
    name: "after-restore",
    summary: "end all sessions after another program restored the database",
    group: ADMINISTRATION,
    load: () => import("./commands/database/after-restore.ts"),
  },
  {
    name: "verify",
    summary: "check the database or a backup; with a passphrase, decrypt every record",
    group: ADMINISTRATION,
    load: () => import("./commands/database/verify.ts"),
  },
  {
    name: "move-database",
    summary: "move the database from SQLite to PostgreSQL, or back",
    group: ADMINISTRATION,
    load: () => import("./commands/database/move-database.ts"),
  },
  {
    name: "import",
    summary: "import from another program: opp import openpassphrase OLD.sqlite",
    group: ADMINISTRATION,
    load: () => import("./commands/database/import.ts"),
  },
  {
    name: "pwned",
    summary: "index a list of breached passwords, and look a password up in it",
    group: ADMINISTRATION,
    load: () => import("./commands/server/pwned.ts"),
  },
  {
    name: "demo",
    summary: "serve a demo vault of 400 made-up items",
    group: ADMINISTRATION,
    load: () => import("./commands/server/demo.ts"),
  },
  {
    name: "doctor",
    summary: "show the configuration in use, its sources, and any problems",
    group: ADMINISTRATION,
    load: () => import("./commands/server/doctor.ts"),
  },
  {
    name: "completion",
    summary: "print shell completion for bash, zsh or fish",
    group: ADMINISTRATION,
    load: () => import("./commands/server/completion.ts"),
  },
];
