import { cpSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const sources = join(import.meta.dirname, "api-docs");
const swaggerUi = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));

/** Puts the reference page of v1 together in a folder: our page, Swagger UI's script and style. */
export function assembleApiDocs(folder) {
  mkdirSync(folder, { recursive: true });
  cpSync(sources, folder, { recursive: true });
  for (const name of ["swagger-ui-bundle.js", "swagger-ui-bundle.js.LICENSE.txt", "swagger-ui.css"])
    cpSync(join(swaggerUi, name), join(folder, name));
}
