import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { ServerConfig } from "@opp/host/config/config";
import type { TlsFiles } from "@opp/host/config/tls-files";
import { SECURITY_HEADERS } from "./security-headers.ts";

const RETRY_SECONDS = "5";

/**
 * Answers in the server's place while it waits for its database: `/healthz` that the process runs, everything else 503. A port that
 * can't be had is left to the server itself, which says so when it listens.
 * @returns how to close it; resolves when the port is free
 */
export function openWaitingRoom(
  { host, port }: Pick<ServerConfig, "host" | "port">,
  tls: TlsFiles | null,
): () => Promise<void> {
  const answer: RequestListener = (request, response) => {
    const isAlive = request.url === "/healthz";
    response.writeHead(isAlive ? 200 : 503, {
      ...SECURITY_HEADERS,
      "content-type": "application/json; charset=utf-8",
      connection: "close",
      ...(!isAlive && { "retry-after": RETRY_SECONDS }),
    });
    response.end(JSON.stringify(isAlive ? { ok: true } : WAITING));
  };
  const server = tls ? createTlsServer({ cert: tls.cert, key: tls.key }, answer) : createServer(answer);
  server.on("error", () => undefined);
  server.listen(port, host);
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}

const WAITING = {
  ok: false,
  cause: "unreachable",
  error: "The server waits for its database.",
};
