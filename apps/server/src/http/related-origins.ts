import type { FastifyInstance } from "fastify";

/**
 * Lets pages of the server's other names use the passkeys of the one that was asked: a browser reads it there, on port 443 (W3C Web
 * Authentication level 3, section 5.11). It says what `public_url` says, to anyone.
 */
export function registerRelatedOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length > 0) app.get("/.well-known/webauthn", async () => ({ origins }));
}
