import type { IncomingMessage } from "node:http";
import { type as systemName } from "node:os";
import { type Fetch, VaultClientError } from "@openpassphrase/client";
import manifest from "../../package.json" with { type: "json" };
import { noteServerTime } from "./server-clock.ts";

/** The list of sessions names the device by it. */
const USER_AGENT = `opp/${manifest.version} (${systemName().replace("Darwin", "Mac OS X")})`;

const MIB = 1024 * 1024;
/** More than any page of a list: a server, or someone in its place, must not fill this machine's memory. */
const MAX_ANSWER_BYTES = 128 * MIB;

/**
 * What the client asks with. Node's own `fetch` takes 50 ms to load, and so does an import of node:http: for an import all that a
 * module exports is read, and one of its exports loads undici, whole, when it is read.
 */
export const nodeFetch: Fetch = (url, request) => fetchWithin(MAX_ANSWER_BYTES, url, request);

export async function fetchWithin(
  maxBytes: number,
  url: string,
  { method, headers, body, signal }: Parameters<Fetch>[1],
): ReturnType<Fetch> {
  const { request } = process.getBuiltinModule(url.startsWith("https:") ? "node:https" : "node:http");
  const sentAt = Date.now();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const bytes = Buffer.from(body, "utf8");
    const all = { "user-agent": USER_AGENT, ...headers, "content-length": String(bytes.length) };
    // Said here, NODE_TLS_REJECT_UNAUTHORIZED=0 doesn't turn it off.
    const options = { method, headers: all, signal, rejectUnauthorized: true };
    request(url, options, resolve).on("error", reject).end(bytes);
  });
  noteServerTime(response.headers.date, sentAt);
  return {
    status: response.statusCode ?? 0,
    headers: { get: (name) => [response.headers[name] ?? []].flat()[0] ?? null },
    async text() {
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of response) {
        chunks.push(chunk);
        length += chunk.length;
        if (length > maxBytes) throw tooLarge(url, maxBytes);
      }
      return Buffer.concat(chunks).toString("utf8");
    },
  };
}

const tooLarge = (url: string, maxBytes: number) =>
  new VaultClientError(
    "UNEXPECTED",
    `${new URL(url).origin} sends an answer of more than ${maxBytes / MIB} MiB, so the rest wasn't read. Check the address, or ask for less.`,
  );
