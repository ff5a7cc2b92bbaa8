import { type IncomingHttpHeaders, request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as JSON. */
  json(): unknown;
}

export interface Question {
  readonly method?: string;
  /** A list sends the header as often. */
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer | undefined;
  /** Without a content-length. */
  readonly chunked?: boolean;
}

/** Real HTTP with any header, Host and Origin included; a certificate nobody vouches for will do. */
export function ask(
  url: string,
  { method, headers = {}, body, chunked = false }: Question = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { protocol, hostname, port } = new URL(url);
    const options = {
      hostname: hostname.replace(/^\[|\]$/g, ""),
      port,
      // As written: new URL() would tidy the path up.
      path: url.slice(new URL(url).origin.length) || "/",
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      rejectUnauthorized: false,
      agent: false as const,
    };
    const outgoing = (protocol === "https:" ? tlsRequest : plainRequest)(options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () => {
        const bytes = Buffer.concat(chunks);
        const text = bytes.toString("utf8");
        const { statusCode = 0, headers, rawHeaders } = incoming;
        resolve({
          status: statusCode,
          headers,
          rawHeaders,
          bytes,
          text,
          json: () => JSON.parse(text) as unknown,
        });
      });
    });
    outgoing.on("error", reject);
    if (body === undefined) outgoing.end();
    else if (chunked) {
      outgoing.flushHeaders();
      outgoing.write(body);
      outgoing.end();
    } else {
      outgoing.setHeader("content-length", Buffer.byteLength(body));
      outgoing.end(body);
    }
  });
}
