import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { createSecureContext, TLSSocket } from "node:tls";

export const CERTIFICATES = join(import.meta.dirname, "certificates");

/** What a client of PostgreSQL sends first when it wants TLS. */
const SSL_REQUEST_BYTES = 8;

/**
 * Speaks TLS, as PostgreSQL does, for a server that is reached by a socket: for one with a certificate, or one without.
 * @param certificate a file of `certificates`; null: none
 */
export async function terminateTls(
  socketFile: string,
  certificate: string | null,
): Promise<AsyncDisposable & { port: number }> {
  const sockets = new Set<Socket>();
  const secureContext =
    certificate === null
      ? null
      : createSecureContext({
          cert: readFileSync(join(CERTIFICATES, certificate)),
          key: readFileSync(join(CERTIFICATES, "server-key.pem")),
        });
  const server = createServer((incoming) => {
    sockets.add(incoming.on("error", () => undefined));
    if (!secureContext) return passOn(incoming, socketFile, sockets);
    incoming.once("readable", () => {
      incoming.read(SSL_REQUEST_BYTES);
      incoming.write("S");
      passOn(new TLSSocket(incoming, { isServer: true, secureContext }), socketFile, sockets);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** One end that goes takes the other one along. */
function passOn(incoming: Socket, socketFile: string, sockets: Set<Socket>): void {
  const outgoing = connect(socketFile);
  sockets.add(outgoing);
  incoming.on("error", () => undefined).on("close", () => outgoing.destroy());
  outgoing.on("error", () => undefined).on("close", () => incoming.destroy());
  incoming.pipe(outgoing).pipe(incoming);
}
