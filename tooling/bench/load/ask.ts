import { type Agent, type OutgoingHttpHeaders, request } from "node:http";

export interface Question {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Buffer | string;
  /** The address in 127.0.0.0/8 that the request comes from. */
  readonly from?: string;
  /** Left out: a new connection. */
  readonly agent?: Agent;
}

export interface Reply {
  /** 0: the server closed the connection without an answer. */
  readonly status: number;
  readonly milliseconds: number;
  readonly bytes: number;
  /** The first 64 KiB. */
  readonly text: string;
}

const KEPT_BYTES = 64 * 1024;

/** One request, whatever its answer is. Never rejects. */
export function ask(url: string, { method, headers, body, from, agent }: Question = {}): Promise<Reply> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    let bytes = 0;
    const kept: Buffer[] = [];
    const reply = (status: number) => {
      const text = Buffer.concat(kept).subarray(0, KEPT_BYTES).toString();
      resolve({ status, milliseconds: performance.now() - startedAt, bytes, text });
    };
    const length: OutgoingHttpHeaders =
      body === undefined
        ? {}
        : { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const sent = request(
      url,
      {
        agent: agent ?? false,
        method: method ?? (body === undefined ? "GET" : "POST"),
        headers: { ...headers, ...length },
        ...(from !== undefined && { localAddress: from }),
      },
      (response) => {
        response.on("data", (chunk: Buffer) => {
          if (bytes < KEPT_BYTES) kept.push(chunk);
          bytes += chunk.length;
        });
        response.once("end", () => reply(response.statusCode ?? 0));
        response.once("error", () => reply(0));
      },
    );
    sent.once("error", () => reply(0));
    sent.end(body);
  });
}
