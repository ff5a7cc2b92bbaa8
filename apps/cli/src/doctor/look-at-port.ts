import { request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import { createServer } from "node:net";
import type { ServerConfig } from "@opp/host/config/config";
import { reasonOf } from "@opp/host/files/data-folder";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";

const ANSWER_WITHIN_MS = 5000;

/** Free, or this product's server answers there. @throws CliFailure where another program does, or it can't be had */
export async function lookAtPort({ host, port, tls }: ServerConfig): Promise<string> {
  if (port === 0) return "any free one";
  const place = `port ${port} of ${host}`;
  const reason = await tryToListen(host, port);
  if (reason === null) return `${place} is free: no server runs there`;
  if (reason === "EACCES")
    throw new CliFailure(
      EXIT.file,
      `This user isn't allowed to listen on ${place}. Choose a port above 1023.`,
    );
  if (reason !== "EADDRINUSE")
    throw new CliFailure(EXIT.usage, `${host} is not an address of this machine (${reason}).`);
  const version = await askVersion(
    host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host,
    port,
    tls !== null,
  );
  if (version === null)
    throw new CliFailure(
      EXIT.unavailable,
      `Another program is using ${place}, or a server that doesn't answer. Stop it, or choose another port.`,
    );
  return `a server of version ${version} answers on ${place}`;
}

/** @returns why not; null when it could. */
function tryToListen(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(reasonOf(error)));
    server.listen({ host, port }, () => server.close(() => resolve(null)));
  });
}

/** What the server says of itself to anyone; null for no such answer. */
function askVersion(hostname: string, port: number, isTls: boolean): Promise<string | null> {
  return new Promise((resolve) => {
    const options = {
      hostname,
      port,
      path: "/api/trpc/system.status",
      timeout: ANSWER_WITHIN_MS,
      // Who answers is all that is asked; names and authorities were looked at with the certificate.
      rejectUnauthorized: false,
      headers: { host: "localhost" },
    };
    const asked = (isTls ? tlsRequest : plainRequest)(options, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        text = (text + chunk).slice(0, 4096);
      });
      answer.on("end", () =>
        resolve(/"product":"OpenPassPhrase","version":"([\w.+-]+)"/.exec(text)?.[1] ?? null),
      );
      answer.on("error", () => resolve(null));
    });
    asked.on("error", () => resolve(null));
    asked.on("timeout", () => asked.destroy());
    asked.end();
  });
}
