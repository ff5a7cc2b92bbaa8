import { Agent, type IncomingHttpHeaders, request } from "node:http";

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

export interface Answer {
  /** From the first byte sent to the last byte received. */
  readonly milliseconds: number;
  readonly body: Buffer;
  readonly headers: IncomingHttpHeaders;
}

/** One request over a kept connection. Only the exchange is timed, not the bench's own JSON work. @throws Error unless 200. */
export function call(url: string, headers: Record<string, string>, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const length =
      body === undefined
        ? {}
        : { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) };
    const sent = request(
      url,
      { agent, method: body === undefined ? "GET" : "POST", headers: { ...headers, ...length } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const milliseconds = performance.now() - startedAt;
          const whole = Buffer.concat(chunks);
          if (response.statusCode === 200) resolve({ milliseconds, body: whole, headers: response.headers });
          else
            reject(
              new Error(
                `${new URL(url).pathname} answered ${response.statusCode}: ${whole.subarray(0, 300).toString()}`,
              ),
            );
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
