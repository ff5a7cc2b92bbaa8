import {
  createServer,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { TlsFiles } from "@opp/host/config/tls-files";
import { acceptInTurns } from "./accept-in-turns.ts";
import { CONNECTION_LIMITS } from "./connection-guard.ts";
import { refusalBody } from "./http-refusal.ts";
import { SECURITY_HEADERS, STRICT_TRANSPORT_SECURITY } from "./security-headers.ts";

/** Times in milliseconds, sizes in bytes. */
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  /** Past what the connection guard lets in, so that it can close others first. */
  maxConnections: CONNECTION_LIMITS.maxConnections + 64,
  headersTimeout: 15_000,
  /** For a whole request: a large import over a slow line fits. */
  requestTimeout: 180_000,
  /** Longer than nginx keeps its own idle connections, so that it is never the one to find them closed. */
  keepAliveTimeout: 75_000,
  idleTimeout: 180_000,
  connectionsCheckingInterval: 5000,
  /** A request without one is answered by the front door, in the shape that all refusals have. */
  requireHostHeader: false,
} as const;

const HANDSHAKE_MS = 15_000;

/** Node's HTTP server with limits on size and time; with TLS where there is a certificate. */
export function createHttpServer(handler: RequestListener, tls: TlsFiles | null): Server {
  const { maxConnections, idleTimeout, ...options } = LIMITS;
  const server = tls
    ? createTlsServer(
        { ...options, ...secureContext(tls), ALPNProtocols: ["http/1.1"], handshakeTimeout: HANDSHAKE_MS },
        handler,
      )
    : createServer(options, handler);
  acceptInTurns(server);
  server.maxConnections = maxConnections;
  server.setTimeout(idleTimeout);
  server.on("clientError", refuseMalformed);
  server.on("checkExpectation", (request, response) => refuseExpectation(request.socket, response));
  return server;
}

/** What a connection is secured with; a renewed certificate takes the same. */
export const secureContext = ({ cert, key }: TlsFiles) => ({ cert, key, minVersion: "TLSv1.2" }) as const;

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** What Node couldn't parse never reaches Fastify, and is answered here. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS_BY_CODE[error.code ?? ""] ?? 400;
  const body = JSON.stringify(refusalBody(status, ""));
  const headers = Object.entries(headersOf(socket, body)).map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`, ...headers];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

/** Node answers `Expect: 100-continue` itself, and would refuse any other without a word. */
function refuseExpectation(socket: Socket, response: ServerResponse): void {
  const body = JSON.stringify(refusalBody(417, "", "This server doesn't support this Expect header."));
  response.writeHead(417, headersOf(socket, body)).end(body);
}

const headersOf = (socket: Socket, body: string): Readonly<Record<string, string | number>> => ({
  ...SECURITY_HEADERS,
  ...(socket instanceof TLSSocket && { "strict-transport-security": STRICT_TRANSPORT_SECURITY }),
  "content-type": "application/json; charset=utf-8",
  "content-length": Buffer.byteLength(body),
  connection: "close",
});
