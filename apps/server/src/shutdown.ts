import type { FastifyInstance } from "fastify";

/** How long what is in flight may take, once the process was told to stop. */
const GRACE_MS = 10_000;

/**
 * Takes no new connection, and waits for the requests under way; after `graceMs` their connections are cut.
 * @returns whether any was.
 */
export async function closeGracefully(
  app: FastifyInstance,
  graceMs: number = GRACE_MS,
): Promise<"finished" | "cut"> {
  let outcome: "finished" | "cut" = "finished";
  const timer = setTimeout(() => {
    outcome = "cut";
    app.server.closeAllConnections();
  }, graceMs);
  try {
    await app.close();
    return outcome;
  } finally {
    clearTimeout(timer);
  }
}
