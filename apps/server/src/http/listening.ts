import type { ServerConfig } from "@opp/host/config/config";
import { StartRefusal } from "@opp/host/errors/start-refusal";
import { reasonOf } from "@opp/host/files/data-folder";
import type { FastifyInstance } from "fastify";

/** All that wait are accepted in one turn of the event loop: a burst of connections doesn't delay others for long. */
const BACKLOG = 128;

/**
 * Listens, and answers the port it got and the address that a person can open.
 * @throws StartRefusal when the port or the address can't be had.
 */
export async function listen(
  app: FastifyInstance,
  config: Pick<ServerConfig, "host" | "port" | "publicOrigins" | "tls">,
) {
  try {
    await app.listen({ host: config.host, port: config.port, backlog: BACKLOG });
  } catch (error) {
    throw new StartRefusal([refusalFor(reasonOf(error), config)]);
  }
  const bound = app.server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : config.port;
  const host = config.host.includes(":") ? `[${config.host}]` : config.host;
  const url = config.publicOrigins[0] ?? `${config.tls ? "https" : "http"}://${host}:${port}`;
  return { url, port };
}

/** The same server by the name that a browser needs for passkeys; null: the URL has a name, or there is none that leads to it. */
export function namedUrl(url: string): string | null {
  const { protocol, hostname, port } = new URL(url);
  const isNameless = protocol === "http:" && (hostname === "127.0.0.1" || hostname === "[::1]");
  return isNameless ? `http://localhost${port && `:${port}`}` : null;
}

function refusalFor(reason: string, { host, port }: Pick<ServerConfig, "host" | "port">): string {
  switch (reason) {
    case "EADDRINUSE":
      return `Port ${port} on ${host} is in use, perhaps by this server. Stop the other process, or set OPP_PORT=<another port>`;
    case "EACCES":
      return `This user isn't allowed to listen on port ${port}. Set OPP_PORT=<a port above 1023>`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `${host} isn't an address of this machine. Set OPP_HOST=<an address of this machine>, or leave it out`;
    default:
      return `The server can't listen on port ${port} on ${host} (${reason}). Set OPP_HOST and OPP_PORT to values that this machine allows`;
  }
}
