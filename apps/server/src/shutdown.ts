import type { FastifyInstance } from "fastify";

/** How long what is in flight may take, once the process was told to stop. */
export const GRACE_MS = 10_000;

/** Takes no new connection, and waits for the requests under way; after `graceMs` their connections are cut. */
export async function closeGracefully(app: FastifyInstance, graceMs: number = GRACE_MS): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), graceMs);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
}
