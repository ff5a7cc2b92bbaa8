import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { SERVER_MAIN } from "./example.ts";
import { type Program, startProgram, waitUntil } from "./program.ts";

/** The built server on a port of loopback, with the options in `environment`. Resolves when it is ready. */
export async function startServerAt(
  port: number,
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const data = join(folder, "data");
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const server = startProgram(process.execPath, [SERVER_MAIN], {
    cwd: folder,
    env: { OPP_PORT: String(port), OPP_DATA_DIR: data, OPP_LOG_LEVEL: "warn", ...environment },
  });
  await waitUntil(`the server is ready. ${server.said()}`, async () => {
    if (server.child.exitCode !== null) throw new Error(server.said());
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  });
  return server;
}
