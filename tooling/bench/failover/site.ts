import { chmodSync, chownSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CERTIFICATE, exampleFile, SERVER_MAIN } from "../deploy/example.ts";
import { freePorts, type Program, startProgram, waitUntil } from "../deploy/program.ts";
import { AS_ORDINARY_USER } from "./network.ts";

const ORDINARY_USER = 65_534;
const NODES = 3;
const DRAIN_SECONDS = 6;
/** Far more than sessions or codes allow for. */
const CLOCK_AHEAD = "+400d";

/** Three nodes of ours behind HAProxy, which has the file that people copy. */
export interface Site {
  readonly origin: string;
  readonly nodes: readonly Node[];
  /** All that the nodes and HAProxy wrote. */
  said(): string;
}

export interface Node {
  readonly port: number;
  kill(): void;
  /** As an administrator stops it: it answers what still comes, and then ends. */
  stop(): Promise<void>;
  /** Resolves when it is ready. */
  start(more?: { readonly program?: string }): Promise<void>;
  /** With a clock that is far ahead. Resolves when it answers at all. */
  startAhead(): Promise<void>;
  /** What it wrote since it started, and how it ended if it did. */
  said(): string;
}

export async function openSite(folder: string, database: string, program: string): Promise<Site> {
  const [https = 0, http = 0, ...ports] = await freePorts(2 + NODES);
  const origin = `https://localhost:${https}`;
  const secret = join(folder, "secret");
  writeFileSync(secret, `${Buffer.alloc(32, 7).toString("base64url")}\n`, { mode: 0o600 });
  chownSync(secret, ORDINARY_USER, ORDINARY_USER);
  const logs: string[] = [];
  const nodes = ports.map((port) => openNode(port));

  function openNode(port: number): Node {
    let running: Program | null = null;
    const own = join(folder, String(port));
    mkdirSync(own, { mode: 0o700 });
    chownSync(own, ORDINARY_USER, ORDINARY_USER);
    const data = join(own, "data");
    mkdirSync(data, { mode: 0o700 });
    chownSync(data, ORDINARY_USER, ORDINARY_USER);
    const env = {
      OPP_PORT: String(port),
      OPP_DATA_DIR: data,
      OPP_LOG_LEVEL: "warn",
      OPP_DB_CONNECT: database,
      // The addresses are those of namespaces that only this exam has.
      OPP_DB_TLS: "off",
      OPP_SECRET_KEY_FILE: secret,
      OPP_REGISTRATION: "open",
      OPP_TRUST_PROXY: "127.0.0.1",
      OPP_PUBLIC_URL: origin,
      OPP_DRAIN_SECONDS: String(DRAIN_SECONDS),
    };
    const run = (words: readonly string[]) => {
      if (running) logs.push(running.said());
      const [first = "", ...rest] = [...AS_ORDINARY_USER, ...words];
      running = startProgram(first, rest, { cwd: own, env });
      return running;
    };
    const answers = async (server: Program, path: string) => {
      const isThere = async () => (await fetch(`http://127.0.0.1:${port}${path}`)).ok;
      await waitUntil(
        `a node answers at ${path}`,
        async () => server.child.exitCode !== null || isThere(),
      ).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${server.said()}`);
      });
      if (server.child.exitCode !== null) throw new Error(`A node ended:\n${server.said()}`);
    };
    return {
      port,
      said: () => `node ${port}, ${running?.child.exitCode ?? "running"}: ${running?.said().slice(-2000)}`,
      kill: () => void running?.child.kill("SIGKILL"),
      async stop() {
        await running?.stop();
      },
      start: (more) => {
        const server = run([process.execPath, more?.program ?? SERVER_MAIN]);
        return answers(server, "/readyz");
      },
      startAhead: () => {
        // The program `faketime` would stay as the parent, and leave the node alone at SIGTERM.
        const ahead = [
          `LD_PRELOAD=${libraryOfFaketime()}`,
          `FAKETIME=${CLOCK_AHEAD}`,
          "DONT_FAKE_MONOTONIC=1",
        ];
        const server = run(["/usr/bin/env", ...ahead, process.execPath, SERVER_MAIN]);
        return answers(server, "/healthz");
      },
    };
  }

  for (const node of nodes) await node.start({ program });
  const proxy = startProxy(folder, { https, http, ports });
  return {
    origin,
    nodes,
    said: () => [...logs, ...nodes.map((node) => node.said()), proxy.said()].join("\n"),
  };
}

function libraryOfFaketime(): string {
  const [library] = globSync("/usr/lib/*/faketime/libfaketime.so.1");
  if (library === undefined) throw new Error("Debian's package faketime has no library here.");
  return library;
}

function startProxy(
  folder: string,
  {
    https,
    http,
    ports,
  }: { readonly https: number; readonly http: number; readonly ports: readonly number[] },
): Program {
  const pem = join(folder, "vault.pem");
  writeFileSync(pem, readFileSync(CERTIFICATE.cert, "utf8") + readFileSync(CERTIFICATE.key, "utf8"));
  const [first, ...rest] = ports.map((port, index) => `    server node${index} 127.0.0.1:${port}`);
  const text = exampleFile("proxies/haproxy.cfg", {
    "bind :443": `bind 127.0.0.1:${https}`,
    "bind :80": `bind 127.0.0.1:${http}`,
    "/etc/haproxy/vault.pem": pem,
    "    server one 127.0.0.1:4600": first ?? "",
    "    server two 127.0.0.1:4601": rest.join("\n"),
  });
  const file = join(folder, "haproxy.cfg");
  writeFileSync(file, text);
  chmodSync(pem, 0o644);
  const [command, ...words] = AS_ORDINARY_USER;
  return startProgram(command ?? "", [...words, "/usr/sbin/haproxy", "-db", "-f", file], { cwd: folder });
}
