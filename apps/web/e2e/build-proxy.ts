import { createHash } from "node:crypto";
import { request as ask, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What stands before the real server, and can do what a server does over the months: go away, and come back as another build. */
export interface BuildProxy extends AsyncDisposable {
  readonly url: string;
  /** What the page, its worker and the API are like from now on. */
  become: (state: "as it is" | "down" | "next build" | "half-copied build" | "other version") => void;
}

const MARK = '<meta name="build" content="next"/>';

export async function openBuildProxy(upstream: string): Promise<BuildProxy> {
  let state: Parameters<BuildProxy["become"]>[0] = "as it is";
  const server = createServer((request, response) => {
    if (state === "down") return void request.socket.destroy();
    const path = request.url ?? "/";
    const { host } = new URL(upstream);
    const headers = { ...request.headers, host, "accept-encoding": "identity" };
    if ("origin" in headers) headers.origin = upstream;
    const onward = ask(`${upstream}${path}`, { method: request.method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => {
        const body = changed(path, Buffer.concat(parts));
        response.writeHead(answer.statusCode ?? 502, {
          ...answer.headers,
          "content-length": body.length,
          ...(answer.statusCode === 200 && { etag: `"${sha256(body)}"` }),
        });
        response.end(answer.statusCode === 304 ? undefined : body);
      });
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });

  function changed(path: string, body: Buffer): Buffer {
    const text = body.toString("utf8");
    const isOther = state === "next build" || state === "half-copied build";
    if (path === "/" && isOther) return Buffer.from(nextPage(text));
    if (path === "/sw.js" && state === "next build") return Buffer.from(nextWorker(text, pageHash));
    if (path === "/sw.js" && state === "half-copied build") return Buffer.from(nextWorker(text, sha256("")));
    if (path.startsWith("/api/trpc/system.status") && state === "other version")
      return Buffer.from(text.replace(/"version":"[^"]+"/, '"version":"9.9.9"'));
    return body;
  }

  const pageHash = sha256(nextPage(await (await fetch(upstream)).text()));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    become: (next) => {
      state = next;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const nextPage = (html: string) => html.replace("</head>", `${MARK}</head>`);

const nextWorker = (source: string, hash: string) =>
  source
    .replace(/"\/": "[^"]+"/, `"/": "${hash}"`)
    .replace(/opp-shell-" \+ "[^"]+"|PREFIX \+ "[^"]+"/, 'PREFIX + "next"');

const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("base64");
