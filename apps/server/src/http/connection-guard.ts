import type { Server } from "node:http";
import type { Socket } from "node:net";
import { clientAddress } from "@opp/host/values/addresses";

export interface ConnectionLimits {
  /** Of all addresses together. When they run short, those that wait longest without a request are closed. */
  readonly maxConnections: number;
  /** Of one IPv4 address, or one /64 of IPv6. */
  readonly maxPerAddress: number;
  /** A connection that hasn't sent a request by then is closed. */
  readonly firstRequestMilliseconds: number;
  /** Its connections are those of all its clients, and it limits them itself. */
  readonly isTrustedProxy: (address: string) => boolean;
}

export const CONNECTION_LIMITS = {
  maxConnections: 2048,
  maxPerAddress: 256,
  // Longer than Node's own limit for slow headers, which is answered with 408.
  firstRequestMilliseconds: 25_000,
} as const;

interface Connection {
  readonly socket: Socket;
  requests: number;
}

/** Keeps silent and idle connections from shutting others out. */
export function guardConnections(server: Server, limits: ConnectionLimits): void {
  const connections = new Map<string, Connection>();
  const countByAddress = new Map<string, number>();
  /** Those without a request under way; first the one that is idle the longest. */
  const idle = new Set<Connection>();

  server.on("connection", (socket: Socket) => {
    const peer = socket.remoteAddress ?? "";
    const address = clientAddress(peer);
    const count = countByAddress.get(address) ?? 0;
    if (count >= limits.maxPerAddress && !limits.isTrustedProxy(peer)) {
      socket.destroy();
      return;
    }
    if (connections.size >= limits.maxConnections) {
      const [oldest] = idle;
      if (!oldest) {
        socket.destroy();
        return;
      }
      idle.delete(oldest);
      oldest.socket.destroy();
    }
    const key = keyOf(socket);
    const connection = { socket, requests: 0 };
    connections.set(key, connection);
    countByAddress.set(address, count + 1);
    idle.add(connection);
    const deadline = setTimeout(() => {
      if (connection.requests === 0) socket.destroy();
    }, limits.firstRequestMilliseconds).unref();
    socket.once("close", () => {
      clearTimeout(deadline);
      connections.delete(key);
      idle.delete(connection);
      const left = (countByAddress.get(address) ?? 1) - 1;
      if (left > 0) countByAddress.set(address, left);
      else countByAddress.delete(address);
    });
  });

  server.on("request", (request, response) => {
    const connection = connections.get(keyOf(request.socket));
    if (!connection) return;
    connection.requests += 1;
    idle.delete(connection);
    response.once("close", () => {
      if (!connection.socket.destroyed) idle.add(connection);
    });
  });
}

/** With TLS, the socket of a request isn't the one that was accepted, but both have the same two ends. */
const keyOf = ({ remoteAddress, remotePort, localAddress, localPort }: Socket): string =>
  JSON.stringify([remoteAddress, remotePort, localAddress, localPort]);
