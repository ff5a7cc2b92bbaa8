import { createHash, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { Secret } from "@opp/core/secret";
import { isLoopback } from "@opp/host/values/addresses";
import type { PrometheusMeter } from "./prometheus-meter.ts";

export interface MetricsPlace {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** null: none is asked for. */
  readonly token: Secret | null;
}

export interface MetricsServer {
  readonly port: number;
  close(): void;
}

const LIMITS = { headersTimeout: 10_000, requestTimeout: 10_000, maxHeaderSize: 8 * 1024 } as const;
const MAX_CONNECTIONS = 16;

/**
 * `/metrics` on a separate address, away from what people reach.
 * @throws Error of Node when the address or the port can't be had
 */
export async function serveMetrics(
  meter: Pick<PrometheusMeter, "read" | "contentType">,
  { host, port, token }: MetricsPlace,
  reportBug: (error: unknown) => void,
): Promise<MetricsServer> {
  const server = createServer(LIMITS, (request, response) => {
    const refuse = (status: number, headers: Record<string, string> = {}): void => {
      response.writeHead(status, headers).end();
    };
    if (request.url !== "/metrics") return refuse(404);
    if (request.method !== "GET") return refuse(405, { allow: "GET" });
    if (!mayRead(request, token)) return refuse(401, { "www-authenticate": "Bearer" });
    void meter
      .read()
      .then((text) =>
        response.writeHead(200, { "content-type": meter.contentType, "cache-control": "no-store" }).end(text),
      )
      .catch((error: unknown) => {
        reportBug(error);
        refuse(500);
      });
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.listen({ host, port });
  await once(server, "listening");
  const bound = server.address();
  return {
    port: typeof bound === "object" && bound !== null ? bound.port : port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Without a token it listens on loopback only; a page that another site gave its own name for loopback (DNS rebinding) is refused. */
function mayRead({ headers }: IncomingMessage, token: Secret | null): boolean {
  if (token !== null) {
    const [, given] = /^Bearer (\S+)$/i.exec(headers.authorization ?? "") ?? [];
    return given !== undefined && timingSafeEqual(sha256(given), sha256(token.reveal()));
  }
  const name = (headers.host ?? "").replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  return isLoopback(name);
}

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();
