import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { KdfParameters } from "@opp/core/cipher/kdf-parameters";
import { CHEAP_KDF } from "@opp/core/testing/cheap-kdf";

const BUILT_SERVER = join(import.meta.dirname, "../../../../apps/server/dist/start.js");

interface Server {
  startServer(options: { kdf: KdfParameters }): Promise<{ problems: readonly string[] } | null>;
}

const isServer = (module: unknown): module is Server =>
  typeof module === "object" &&
  module !== null &&
  "startServer" in module &&
  typeof module.startServer === "function";

// A program of its own: tests configure it by its environment, and only this parameter lowers the cost of Argon2id.
const server: unknown = await import(pathToFileURL(BUILT_SERVER).href);
if (!isServer(server)) throw new Error(`${BUILT_SERVER} has no startServer.`);
const failure = await server.startServer({ kdf: CHEAP_KDF });
if (failure) throw new Error(failure.problems.join("\n"));
