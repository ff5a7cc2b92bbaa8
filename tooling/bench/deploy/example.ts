import { readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../../..");
export const EXAMPLES = join(ROOT, "deploy");
const TLS = join(ROOT, "apps/server/test/tls");

/** A file of deploy/ as people copy it, with some texts replaced, each of which it must contain. */
export function exampleFile(path: string, replacements: Readonly<Record<string, string>>): string {
  let text = readFileSync(join(EXAMPLES, path), "utf8");
  for (const [from, to] of Object.entries(replacements)) {
    if (!text.includes(from)) throw new Error(`deploy/${path} doesn't contain: ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

export const SERVER_MAIN = join(ROOT, "apps/server/dist/main.js");
export const CERTIFICATE = { cert: join(TLS, "cert.pem"), key: join(TLS, "key.pem") } as const;
