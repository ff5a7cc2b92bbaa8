import { createHash, randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CERTIFICATE, exampleFile } from "./example.ts";
import type { Outcome, Part } from "./outcome.ts";
import { freePorts, type Program, startProgram, waitUntil } from "./program.ts";
import { startServerAt } from "./server-process.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

const FILE_BYTES = 20 * 1024 * 1024;
const PART_BYTES = 8 * 1024 * 1024;
/** How soon a page hears of a change: the server settles for 0.15 s, and a proxy that holds answers back never passes it on. */
const PROMPT_MS = 4000;
const MADE_UP_ADDRESS = "203.0.113.9";

export interface ProxyPlace {
  readonly folder: string;
  readonly https: number;
  readonly http: number;
  readonly ports: readonly number[];
}

/** The web app, live changes and files, through a proxy with the configuration that people copy. */
function proxyPart(name: string, needs: Part["needs"], start: (place: ProxyPlace) => Program): Part {
  return {
    name,
    needs,
    async run() {
      const folder = await mkdtemp(join(tmpdir(), `opp-${name}-`));
      // Proxies give up root, and then read their files.
      chmodSync(folder, 0o755);
      const [https = 0, http = 0, ...ports] = await freePorts(4);
      const origin = `https://localhost:${https}`;
      try {
        await using server = await startServerAt(ports[0] ?? 0, folder, {
          OPP_TRUST_PROXY: "127.0.0.1",
          OPP_PUBLIC_URL: origin,
        });
        await using proxy = start({ folder, https, http, ports });
        await using visitor = createVisitor(origin);
        await using elsewhere = createVisitor(origin);
        await waitUntil(
          `${name} answers. ${proxy.said()}`,
          async () => (await visitor.ask("/readyz")).status === 200,
        );
        const outcomes = await visit(visitor, elsewhere);
        const said = proxy.said() + readLogs(folder) + server.said();
        const secret = Buffer.from("the bench's own passphrase").toString("base64url");
        return [...outcomes, { what: "no log holds the passphrase", ok: !said.includes(secret), says: "" }];
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

async function visit(visitor: Visitor, elsewhere: Visitor): Promise<readonly Outcome[]> {
  const page = await visitor.ask("/");
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(page.text)?.[1] ?? "/none";
  const asset = await visitor.ask(script);
  await visitor.enter("ada");
  const item = await visitor.call("items.create", { items: [{ name: "Router" }] });
  return [
    {
      what: "the web app",
      ok:
        page.status === 200 && asset.status === 200 && page.headers["content-security-policy"] !== undefined,
      says: `page ${page.status}, ${script.split("/").at(-1)} ${asset.status}`,
    },
    await listenForChange(visitor, elsewhere),
    await sendAndFetch(visitor, firstId(item)),
    await claimAddress(visitor),
  ];
}

const firstId = (answer: unknown): number => Number(Reflect.get(Object(listOf(answer, "items")[0]), "id"));

function listOf(answer: unknown, name: string): readonly unknown[] {
  const list: unknown = Reflect.get(Object(answer), name);
  return Array.isArray(list) ? list : [];
}

/** A change that another session makes while the stream is open must arrive soon: a proxy may hold an answer back until it is complete. */
async function listenForChange(visitor: Visitor, elsewhere: Visitor): Promise<Outcome> {
  await elsewhere.enterAgain("ada", {});
  let heard = "";
  const hangUp = visitor.listen(
    (text) => {
      heard += text;
    },
    () => {},
  );
  await waitUntil("the stream greets", async () => heard.includes("event: hello"));
  const began = performance.now();
  await elsewhere.call("items.create", { items: [{ name: "Changed" }] });
  await waitUntil("the change is heard", async () => heard.includes("event: vault-changed"));
  const milliseconds = performance.now() - began;
  hangUp();
  return {
    what: "live changes (/api/events)",
    ok: milliseconds < PROMPT_MS,
    says: `heard after ${milliseconds.toFixed(0)} ms`,
  };
}

async function sendAndFetch(visitor: Visitor, itemId: number): Promise<Outcome> {
  const bytes = Buffer.from(randomBytes((FILE_BYTES / 4) * 3).toString("base64"));
  const begun = await visitor.call("attachments.begin", { itemId, name: "plan.txt", bytes: bytes.length });
  const id = Number(Reflect.get(Object(begun), "id"));
  const path = `/api/attachments/${id}/bytes`;
  const statuses = new Set<number>();
  for (let from = 0; from < bytes.length; from += PART_BYTES) {
    const body = bytes.subarray(from, from + PART_BYTES);
    const { status } = await visitor.ask(`${path}?from=${from}`, {
      method: "PUT",
      body,
      type: "application/octet-stream",
    });
    statuses.add(status);
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await visitor.call("attachments.finish", { id, sha256 });
  const fetched = await visitor.ask(path);
  const isSame = createHash("sha256").update(fetched.text).digest("hex") === sha256;
  return {
    what: "files",
    ok: isSame && statuses.size === 1 && statuses.has(200),
    says: `${FILE_BYTES / 1024 ** 2} MiB sent and fetched, ${isSame ? "the same" : "not the same"} SHA-256`,
  };
}

/** The server believes its proxy about a client's address, so the proxy must not pass on what the client claims. */
async function claimAddress(visitor: Visitor): Promise<Outcome> {
  await visitor.enterAgain("ada", { "x-forwarded-for": MADE_UP_ADDRESS });
  const { text } = await visitor.ask("/api/trpc/sessions.list");
  return {
    what: "a client's own X-Forwarded-For",
    ok: text.includes("127.0.0.1") && !text.includes(MADE_UP_ADDRESS),
    says: text.includes(MADE_UP_ADDRESS) ? "believed" : "replaced",
  };
}

const LOG = "access.log";
const readLogs = (folder: string): string => {
  try {
    return readFileSync(join(folder, LOG), "utf8");
  } catch {
    return "";
  }
};

export function startHaproxy({ folder, https, http, ports }: ProxyPlace): Program {
  const pem = join(folder, "vault.pem");
  writeFileSync(pem, readFileSync(CERTIFICATE.cert, "utf8") + readFileSync(CERTIFICATE.key, "utf8"));
  const file = join(folder, "haproxy.cfg");
  const text = exampleFile("proxies/haproxy.cfg", {
    "bind :443": `bind 127.0.0.1:${https}`,
    "bind :80": `bind 127.0.0.1:${http}`,
    "/etc/haproxy/vault.pem": pem,
    "127.0.0.1:4600": `127.0.0.1:${ports[0]}`,
    "127.0.0.1:4601": `127.0.0.1:${ports[1]}`,
  });
  writeFileSync(file, text);
  return startProgram("/usr/sbin/haproxy", ["-db", "-f", file], { cwd: folder });
}

function startCaddy({ folder, https, http, ports }: ProxyPlace): Program {
  const site = exampleFile("proxies/Caddyfile", {
    "vault.example {": `https://localhost:${https} {\n\ttls ${CERTIFICATE.cert} ${CERTIFICATE.key}`,
    "127.0.0.1:4600": `127.0.0.1:${ports[0]}`,
  });
  const file = join(folder, "Caddyfile");
  writeFileSync(file, `{\n\tadmin off\n\tauto_https off\n\thttp_port ${http}\n}\n${site}`);
  return startProgram("/usr/bin/caddy", ["run", "--adapter", "caddyfile", "--config", file], {
    cwd: folder,
    env: { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
}

function startNginx({ folder, https, http, ports }: ProxyPlace): Program {
  mkdirSync(join(folder, "temporary"));
  const site = exampleFile("proxies/nginx.conf", {
    "listen 443": `listen 127.0.0.1:${https}`,
    "listen 80": `listen 127.0.0.1:${http}`,
    "vault.example": "localhost",
    "/etc/nginx/vault.pem": CERTIFICATE.cert,
    "/etc/nginx/vault.key": CERTIFICATE.key,
    "/var/log/nginx/openpassphrase.log": join(folder, LOG),
    "127.0.0.1:4600": `127.0.0.1:${ports[0]}`,
  });
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `${kind}_temp_path ${join(folder, "temporary", kind)};`)
    .join("\n");
  const file = join(folder, "nginx.conf");
  // The rest of what Debian's own nginx.conf says around it.
  writeFileSync(
    file,
    `daemon off;\npid ${join(folder, "nginx.pid")};\nerror_log stderr;\nevents {}\nhttp {\n${temporary}\n${site}\n}\n`,
  );
  return startProgram("/usr/sbin/nginx", ["-c", file, "-e", "stderr"], { cwd: folder });
}

export const PROXY_PARTS: readonly Part[] = [
  proxyPart("Caddy", { "/usr/bin/caddy": "caddy" }, startCaddy),
  proxyPart("nginx", { "/usr/sbin/nginx": "nginx-light" }, startNginx),
  proxyPart("HAProxy", { "/usr/sbin/haproxy": "haproxy" }, startHaproxy),
];
