import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { SECRETS } from "../vault-session.ts";
import { ROOT } from "./example.ts";
import type { Outcome, Part } from "./outcome.ts";
import { freePorts, must, type Program, runTool, startProgram, waitUntil } from "./program.ts";
import { startRegistry } from "./registry.ts";

const OWN_NODE = dirname(process.execPath);
const NODES = { [process.version]: process.execPath, "of the machine": "/usr/bin/node" };
const ADA = { username: "ada", ...SECRETS };

/** Registers, or logs in, and says how many items the vault has. */
const COUNT = `
const [, , url, credentials] = process.argv;
const vault = createVaultClient({ url });
vault.login(JSON.parse(credentials))
  .then(() => vault.items.create.mutate({ items: [{ name: "Router" }] }))
  .then(() => vault.items.list.query())
  .then(({ items }) => console.log("items: " + items.length));
`;
const PROGRAMS = {
  "count.mjs": `import { createVaultClient } from "@openpassphrase/client";${COUNT}`,
  "count.cjs": `const { createVaultClient } = require("@openpassphrase/client");${COUNT}`,
};

/** Two clones of the commit give the same files, which install and run by their names where nothing of the checkout is. */
export const PACKAGE: Part = {
  name: "package",
  needs: { "/usr/bin/git": "git", "/usr/bin/npm": "npm" },
  async run() {
    const folder = await mkdtemp(join(tmpdir(), "opp-package-"));
    try {
      const first = await packClone(folder, "one");
      const second = await packClone(folder, "other");
      const names = readdirSync(first);
      const tarballs = names.filter((name) => name.endsWith(".tgz"));
      const packed = tarballs.map((name) => join(first, name));
      await using registry = await startRegistry(packed, folder);
      return [
        ...names.map((name) => compare(name, first, second)),
        ...(await installAndServe(folder, registry.url)),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Packs a clone of the commit, with nothing in it but the programs that it would fetch. @returns the folder with the files */
async function packClone(folder: string, name: string): Promise<string> {
  const clone = join(folder, name);
  const packed = join(folder, `${name}-packed`);
  await must("git", ["clone", "--quiet", ROOT, clone], folder);
  cpSync(join(ROOT, ".toolchain"), join(clone, ".toolchain"), { recursive: true });
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^(npm_|OPP_|INIT_CWD|PNPM_)/.test(key)),
  );
  await must(process.execPath, ["tooling/run.mjs", "pack", packed], clone, env);
  return packed;
}

function compare(name: string, first: string, second: string): Outcome {
  const [one = "", other = ""] = [first, second].map((folder) =>
    createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex"),
  );
  return { what: `${name} from two clones`, ok: one === other, says: `sha256 ${one}` };
}

async function installAndServe(folder: string, registry: string): Promise<readonly Outcome[]> {
  const made = (name: string) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };
  const [home, prefix, empty] = [made("home"), made("prefix"), made("empty")] as const;
  const authorities = process.env["NODE_EXTRA_CA_CERTS"];
  const env = {
    PATH: `${join(prefix, "bin")}:${OWN_NODE}:/usr/bin:/bin`,
    HOME: home,
    npm_config_prefix: prefix,
    npm_config_registry: registry,
    ...(authorities && { NODE_EXTRA_CA_CERTS: authorities }),
  };
  await must("npm", ["install", "-g", "openpassphrase"], empty, env);
  const version = await must(join(prefix, "bin/opp"), ["--version"], empty, env);
  const [port = 0, npxPort = 0] = await freePorts(2);
  await using installed = startProgram(join(prefix, "bin/opp"), ["serve", "--port", `${port}`], {
    cwd: empty,
    env,
  });
  const outcomes: Outcome[] = [
    { what: "npm install -g openpassphrase", ok: /^\d/.test(version), says: `opp ${version.trim()}` },
    await visit("opp serve", installed, port),
    ...(await tryClient(made("project"), port, env)),
  ];
  const code = await installed.stop();
  outcomes.push({ what: "SIGTERM", ok: code === 0, says: `exit code ${code}` });
  await using npx = startProgram("npx", ["--yes", "openpassphrase", "serve", "--port", `${npxPort}`], {
    cwd: made("empty-npx"),
    env,
    group: true,
  });
  outcomes.push(await visit("npx openpassphrase serve", npx, npxPort));
  await npx.stop();
  await waitUntil("the port of npx's server is closed", async () => !(await answers(npxPort)));
  outcomes.push({ what: "SIGTERM to npx and what it started", ok: true, says: "the port is closed" });
  return outcomes;
}

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );

async function visit(what: string, server: Program, port: number): Promise<Outcome> {
  await waitUntil(`${what} answers. ${server.said()}`, () => answers(port));
  const page = await fetch(`http://127.0.0.1:${port}/`);
  const text = await page.text();
  return {
    what,
    ok: page.ok && text.includes("OpenPassPhrase"),
    says: `/healthz 200, / ${page.status} with ${text.length} characters`,
  };
}

/** In an empty folder: by import and by require, with this exam's Node and the machine's. */
async function tryClient(
  project: string,
  port: number,
  env: Readonly<Record<string, string>>,
): Promise<readonly Outcome[]> {
  await must("npm", ["install", "@openpassphrase/client"], project, env);
  const url = `http://127.0.0.1:${port}`;
  const made = await fetch(`${url}/api/trpc/auth.register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(ADA),
  });
  if (!made.ok) throw new Error(`The server made no account: ${made.status}`);
  const outcomes: Outcome[] = [];
  for (const [name, text] of Object.entries(PROGRAMS)) {
    writeFileSync(join(project, name), text);
    for (const [label, node] of Object.entries(NODES)) {
      const words = [name, url, JSON.stringify(ADA)];
      const { code, output } = await runTool(node, words, project, env);
      outcomes.push({
        what: `${name} under Node ${label}`,
        ok: code === 0 && output === `items: ${outcomes.length + 1}\n`,
        says: output.trim(),
      });
    }
  }
  return outcomes;
}
