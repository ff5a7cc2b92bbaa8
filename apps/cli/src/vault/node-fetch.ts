import type { IncomingMessage } from "node:http";
import { type as systemName } from "node:os";
import type { Fetch } from "@opp/client";
import manifest from "../../package.json" with { type: "json" };
import { noteServerTime } from "./server-clock.ts";

/** The list of sessions names the device by it. */
const USER_AGENT = `opp/${manifest.version} (${systemName().replace("Darwin", "Mac OS X")})`;

/**
 * What the client asks with. Node's own `fetch` takes 50 ms to load, and so does an import of node:http: for an import all that a
 * module exports is read, and one of its exports loads undici, whole, when it is read.
 */
export const nodeFetch: Fetch = async (url, { method, headers, body, signal }) => {
  const { request } = process.getBuiltinModule(url.startsWith("https:") ? "node:https" : "node:http");
  const sentAt = Date.now();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const bytes = Buffer.from(body, "utf8");
    const all = { "user-agent": USER_AGENT, ...headers, "content-length": String(bytes.length) };
    request(url, { method, headers: all, signal }, resolve).on("error", reject).end(bytes);
  });
  noteServerTime(response.headers.date, sentAt);
  return {
    status: response.statusCode ?? 0,
    headers: { get: (name) => [response.headers[name] ?? []].flat()[0] ?? null },
    async text() {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      return Buffer.concat(chunks).toString("utf8");
    },
  };
};
