import type { Server } from "node:http";
import type { Socket } from "node:net";
import { Server as TlsServer } from "node:tls";

/**
 * Knows the connections that have not sent a request yet, such as browsers open in advance. Closing a server waits for them,
 * though there is nothing to wait for.
 * @returns hangs up on them, and on any that come later.
 */
export function trackFreshConnections(server: Server): () => void {
  const fresh = new Set<Socket>();
  let isClosing = false;
  server.on(server instanceof TlsServer ? "secureConnection" : "connection", (socket: Socket) => {
    if (isClosing) socket.destroy();
    fresh.add(socket);
    socket.once("close", () => fresh.delete(socket));
  });
  server.on("request", ({ socket }) => fresh.delete(socket));
  return () => {
    isClosing = true;
    for (const socket of fresh) socket.destroy();
  };
}
