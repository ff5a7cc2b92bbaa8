import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where migrations and the server's bundle lie: beside this bundle, or in the checkout. */
export const LAYOUT = {
  migrationsFolder: firstThatExists("migrations", "../../../packages/core/drizzle"),
  serverModule: firstThatExists("server/start.js", "../../server/dist/start.js"),
} as const;

function firstThatExists(inBundle: string, inCheckout: string): string {
  const bundled = join(import.meta.dirname, inBundle);
  return existsSync(bundled) ? bundled : join(import.meta.dirname, inCheckout);
}
