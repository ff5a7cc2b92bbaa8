import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runningServer } from "@opp/host/testing/running-server";
import { describe, expect, it } from "vitest";
import { CHECKOUT, findShown, PAGES } from "./documented-commands.ts";
import { personAtShell } from "./person-at-shell.ts";
import { type Dialogue, runCommand, TESTED_BUNDLE } from "./run-opp.ts";

/** Parts of configurations on the page about PostgreSQL. */
const PARTS_OF_CONFIGURATIONS = [
  "[databases]\nopp = host=127.0.0.1 port=5432\n\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = 6432\nauth_type = scram-sha-256\nauth_file = /etc/pgbouncer/userlist.txt\npool_mode = transaction\nmax_client_conn = 200\ndefault_pool_size = 20",
  "db_connect = postgres://opp@127.0.0.1:6432/opp\ndb_prepared = off",
  "archive_mode = on\narchive_command = 'test ! -f /backups/wal/%f && cp %p /backups/wal/%f'",
  "restore_command = 'cp /backups/wal/%f %p'\nrecovery_target_time = '2026-11-29 21:30:00+00'\nrecovery_target_action = promote",
] as const;

/** Why a command isn't run here. Each names who does, or what would be needed. */
const NOT_RUN: ReadonlyMap<string, string> = new Map([
  ["npm start", "apps/server/test/start.test.ts runs the server; building takes minutes"],
  ["npm test", "it is what runs this"],
  ["tar -xzf openpassphrase-VERSION.tgz && cd package && npm ci", "apps/cli/test/packed.test.ts does it"],
  ["node apps/cli/dist/opp.js init", "apps/cli/test/packed.test.ts starts the installed program"],
  ["git pull && npm start", "changes the checkout"],
  ["npm run format", "changes the checkout"],
  ["npm run lint", "a step of npm test"],
  ["npm run types", "a step of npm test"],
  ["npm run bench", "takes minutes"],
  ["npm run exam:load", "takes minutes"],
  ["npm run exam:deploy", "takes minutes, and needs Debian's proxies"],
  ["npm run exam:failover", "takes minutes, and needs root, Patroni and etcd"],
  [
    "CREATE ROLE opp LOGIN PASSWORD 'a long random password';\nCREATE DATABASE opp OWNER opp ENCODING 'UTF8' TEMPLATE template0;",
    "needs a PostgreSQL server; npm run exam:failover makes its database so",
  ],
  [
    "db_connect = postgres://opp@db1.example,db2.example/opp\ndb_password_file = /etc/openpassphrase/db-password\nsecret_key_file = /etc/openpassphrase/secret",
    "options; packages/host/src/config/config.test.ts reads them",
  ],
  ["opp after-restore", "move-database.test.ts: the server must be stopped"],
  ...PARTS_OF_CONFIGURATIONS.map(
    (text) => [text, "of PostgreSQL or PgBouncer, or read by config.test.ts"] as const,
  ),
  ["npm run screens", "takes minutes"],
  ["npm run exec -- pnpm --filter @opp/core exec vitest run src/generator", "a step of npm test"],
  [
    'npm run exec -- pnpm --filter @opp/core exec vitest run src/generator -t "defaults"',
    "a step of npm test",
  ],
  ["npm run exec -- pnpm --filter @opp/web exec playwright test --project=app", "a step of npm test"],
  ["npm run pack", "packed.test.ts"],
  ["npm run exec -- pnpm install", "needs the registry"],
  ["npm run exec -- pnpm --filter @opp/core migrations", "changes the checkout"],
  ["npm run -s opp -- ARGUMENTS", "a pattern"],
  [
    "node apps/cli/dist/opp.js ARGUMENTS after a build; with an older Node, it restarts itself with the checkout's Node",
    "a pattern",
  ],
  ["npm install -g ./openpassphrase-VERSION.tgz", "packed.test.ts"],
  ["npx --package ./openpassphrase-VERSION.tgz openpassphrase serve", "npm run exam:deploy package"],
  [
    "useradd --system --home-dir /var/lib/openpassphrase --shell /usr/sbin/nologin openpassphrase",
    "changes the machine",
  ],
  ["install -D -m 644 deploy/systemd/opp.cfg /etc/openpassphrase/opp.cfg", "changes the machine"],
  [
    "install -m 644 deploy/systemd/openpassphrase.service /etc/systemd/system/openpassphrase.service",
    "changes the machine; npm run exam:deploy checks the unit",
  ],
  ["systemctl enable --now openpassphrase", "needs a running systemd"],
  [
    "sudo -u openpassphrase opp user list --data-dir /var/lib/openpassphrase",
    "needs the service; user.test.ts runs the command",
  ],
  ["npm run pack -- deploy/container", "packed.test.ts"],
  ["docker build -t openpassphrase deploy/container", "needs a container engine"],
  ["docker compose -f deploy/container/compose.yaml up -d", "needs a container engine"],
  [
    "docker compose -f deploy/container/compose.yaml exec openpassphrase opp user list",
    "needs a container engine",
  ],
  ["kubectl apply -f deploy/kubernetes/openpassphrase.yaml", "needs a cluster"],
  [
    "opp move-database --to postgres://opp@db1.example,db2.example/opp --password-file /etc/openpassphrase/db-password",
    "move-database.test.ts",
  ],
  ["opp init && opp serve", "init.test.ts and serve.test.ts: the second doesn't end"],
  [
    "mysqldump --compatible=ansi --skip-extended-insert --compact openpassphrase users categories items > opp.sql",
    "needs MySQL",
  ],
  ["mysql2sqlite opp.sql | sqlite3 opp.sqlite", "needs a program that isn't in Debian"],
  [
    "python3 examples/python/read_archive.py vault.opp < passphrase.txt > vault.jsonl",
    "packages/transfer/src/archive/python-reader.test.ts",
  ],
  ["opp pwned index pwnedpasswords.txt", "pwned.test.ts: the list has 40 GB"],
  ["opp pwned index hashes/", "packages/host/src/breaches/breach-list.test.ts: a million files"],
  ["opp pwned check", "pwned.test.ts"],
  ["npm run -s opp -- import openpassphrase /var/lib/opp/opp.sqlite --dry-run", "import.test.ts"],
  ["npm run -s opp -- import openpassphrase /var/lib/opp/opp.sqlite", "import.test.ts"],
]);

/** Pages whose blocks are data, with their number: another block must be looked at. */
const DATA_LINES: Readonly<Record<string, number>> = {
  "docs/deploy/metrics.md": 4,
  "docs/deploy/proxies.md": 3,
  "docs/export.md": 2,
  "docs/format.md": 39,
  "docs/operating.md": 1,
};

/** In another package: packages/client/test/readme.test.ts. */
const CHECKED_ELSEWHERE: ReadonlySet<string> = new Set(["ts"]);

const shown = PAGES.flatMap((page) => findShown(page));
const isData = ({ page }: { page: string }) => Object.hasOwn(DATA_LINES, page);
const commands = shown.filter(
  (one) => !isData(one) && !NOT_RUN.has(one.text) && !CHECKED_ELSEWHERE.has(one.language),
);
const run = new Set<string>();

describe("the documentation, followed word for word", () => {
  it("lists no exception that no page has", () => {
    const texts = new Set(shown.map(({ text }) => text));
    expect([...NOT_RUN.keys()].filter((text) => !texts.has(text))).toEqual([]);
    for (const [page, lines] of Object.entries(DATA_LINES))
      expect([page, shown.filter((one) => one.page === page).length]).toEqual([page, lines]);
  });

  it("finds every kind of block", () => {
    const page =
      "text\n\n    opp ls   # all\n\n- a list\n    continued\n\n```sh\nopp get x\n```\n\n```\nopp rm y\n```\n";
    expect(findShown("page.md", page).map(({ language, text }) => [language, text])).toEqual([
      ["", "opp ls"],
      ["sh", "opp get x"],
      ["", "opp rm y"],
    ]);
  });

  it("works at the shell, in this order, with a server that runs and without one", {
    timeout: 120_000,
  }, async () => {
    const server = await runningServer();
    await using ada = await personAtShell(server, "ada");
    const at = bashAt(ada.folder, { ...ada.environment, OPP_DATA_DIR: server.dataFolder });
    const login = ["login", "--server", server.url, "--username", "ada", "-"];
    // The server is the one that was used last; the page's is at the default port.
    await ada.opp(login, { input: `${ada.password}\n${ada.passphrase}\n` });
    const secrets: Dialogue = [
      ["Password: ", `${ada.password}\r`],
      ["Passphrase: ", `${ada.passphrase}\r`],
    ];
    const twice: Dialogue = ["Password: ", "Repeat it: ", "Passphrase: ", "Repeat it: "].map(
      (prompt, index) => [prompt, index < 2 ? "password of grace\r" : "passphrase of grace\r"],
    );
    await at("README.md", ["eval ", "opp add ", "opp ls ", "opp get "], secrets);
    expect(readFileSync(join(ada.folder, "clipboard"), "utf8")).toMatch(/^\S{16,}$/);
    await at("README.md", ["npm run -s opp -- user add"], twice);
    await at("README.md", ["npm run -s opp -- user list", "npm run -s opp -- backup"]);
    await at(
      "docs/backup.md",
      ["mkdir ", "opp backup ", "opp verify"],
      [["Passphrase: ", `${ada.passphrase}\r`]],
    );
    await server[Symbol.asyncDispose]();
    const restored = join(ada.folder, "restored");
    for (const page of ["README.md", "docs/backup.md"]) {
      const stopped = bashAt(ada.folder, { ...ada.environment, OPP_DATA_DIR: `${restored}-${page.length}` });
      await stopped(page, [page === "README.md" ? "npm run -s opp -- restore" : "opp restore"]);
      expect(existsSync(join(`${restored}-${page.length}`, "vault.sqlite"))).toBe(true);
    }
  });

  it("runs the example for curl as it says", async () => {
    await using server = await runningServer();
    await using ada = await personAtShell(server, "ada");
    const command = commands.find(({ page }) => page === "examples/README.md");
    if (!command) throw new Error("unreachable");
    run.add(command.text);
    const script = command.text.replace("http://127.0.0.1:4600", server.url);
    const { code, stdout } = await runCommand("bash", ["-euc", script], {
      folder: CHECKOUT,
      environment: { password: ada.password, passphrase: ada.passphrase },
    });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Router[^]*its password: made up\n$/)]);
  });

  it("has no command that is neither run above nor listed with a reason", () => {
    expect(commands.map(({ text }) => text).filter((text) => !run.has(text))).toEqual([]);
  });
});

/** Runs a page's commands that begin so, one after the other in one bash at a terminal. */
function bashAt(home: string, environment: Readonly<Record<string, string>>) {
  const bin = join(home, "bin");
  mkdirSync(bin, { recursive: true });
  const program = (name: string, lines: string) =>
    writeFileSync(join(bin, name), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  const opp = `exec '${process.execPath}' '${join(TESTED_BUNDLE, "opp.js")}' "$@"`;
  program("opp", opp);
  // As the checkout's script does it, without the build.
  program("npm", `[ "$1 $2 $3 $4" = "run -s opp --" ] || exit 64; shift 4; ${opp}`);
  program("wl-copy", `cat > '${home}/clipboard'`);
  program("wl-paste", `cat '${home}/clipboard'`);
  return async (page: string, beginnings: readonly string[], dialogue: Dialogue = []) => {
    const lines = commands
      .filter((one) => one.page === page && beginnings.some((beginning) => one.text.startsWith(beginning)))
      .map(({ text }) => text);
    expect([page, beginnings, lines.length]).toEqual([page, beginnings, expect.any(Number)]);
    for (const text of lines) run.add(text);
    writeFileSync(join(home, "story.sh"), `set -eu\n${lines.join("\n")}\n`);
    const words = ["--quiet", "--return", "--echo", "never", "--command", "bash story.sh", "/dev/null"];
    const { code, stdout } = await runCommand(
      "script",
      words,
      {
        folder: home,
        environment: {
          ...environment,
          PATH: `${bin}:${process.env["PATH"]}`,
          WAYLAND_DISPLAY: "wayland-test",
        },
      },
      dialogue,
    );
    expect([lines, code, stdout]).toEqual([lines, 0, expect.any(String)]);
  };
}
