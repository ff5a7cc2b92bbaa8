import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where the built web app and the migrations lie: beside the bundle, or in the checkout when it runs from its sources. */
export const LAYOUT = {
  apiDocsFolder: firstThatExists("api-docs", "../dist/api-docs"),
  webFolder: firstThatExists("web", "../../web/out"),
  migrationsFolder: firstThatExists("migrations", "../../../packages/core/drizzle"),
  postgresMigrations: firstThatExists("migrations-postgres", "../../../packages/core/drizzle-postgres"),
} as const;

function firstThatExists(inBundle: string, inCheckout: string): string {
  const bundled = join(import.meta.dirname, inBundle);
  return existsSync(bundled) ? bundled : join(import.meta.dirname, inCheckout);
}
