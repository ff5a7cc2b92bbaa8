import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

type Reply = (response: ServerResponse, received: Received) => void;

export interface ScriptedServer extends AsyncDisposable {
  readonly url: string;
  readonly received: Received[];
}

/** Real HTTP that answers what a test wants, for what the real server does only when it is in trouble. The last reply is repeated. */
export async function scriptedServer(...replies: readonly Reply[]): Promise<ScriptedServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const whole = { method, url, headers, body: Buffer.concat(chunks).toString() };
      received.push(whole);
      const reply = replies[Math.min(received.length, replies.length) - 1];
      reply?.(response, whole);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The connection ends without an answer. */
export const hangUp: Reply = (response) => response.destroy();
export const neverAnswer: Reply = () => {};

export const answer =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (response) =>
    response
      .writeHead(status, { "content-type": "application/json", ...headers })
      .end(typeof body === "string" ? body : JSON.stringify(body));

/** What each call of a batch is answered. */
export const answerEach =
  (data: (path: string) => unknown): Reply =>
  (response, { url }) =>
    answer(
      200,
      (/\/api\/trpc\/([^?]*)/.exec(url)?.[1] ?? "")
        .split(",")
        .map((path) => ({ result: { data: data(path) } })),
    )(response, { method: "", url, headers: {}, body: "" });

export const refusal = (vaultCode: string, details: object = {}, more: object = {}) => ({
  error: {
    message: `A sentence for ${vaultCode}.`,
    code: -32000,
    data: { vaultCode, details, fields: [], requestId: "r-1", ...more },
  },
});
