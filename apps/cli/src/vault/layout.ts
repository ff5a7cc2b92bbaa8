import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where the migrations and the server's bundle are: packed beside this bundle, else in the checkout, seen from dist/ or from this file. */
export const LAYOUT = {
  migrationsFolder: firstThatExists("migrations", "../../../../packages/core/drizzle"),
  postgresMigrations: firstThatExists("migrations-postgres", "../../../../packages/core/drizzle-postgres"),
  serverModule: firstThatExists(
    "server/start.js",
    "../../server/dist/start.js",
    "../../../server/dist/start.js",
  ),
} as const;

/** @returns the last path if none exists, so that the error names it. */
function firstThatExists(...relativePaths: readonly string[]): string {
  const paths = relativePaths.map((path) => join(import.meta.dirname, path));
  return paths.find((path) => existsSync(path)) ?? paths.at(-1) ?? "";
}
