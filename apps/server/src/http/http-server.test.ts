import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { testServer } from "../../test/test-server.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

/** What the server sends back to these very bytes, until it closes the connection. */
async function sendRaw(url: string, request: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  socket.write(request);
  const answer = await text(socket);
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  const [status = "", ...lines] = head.split("\r\n");
  const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/, 2)));
  return { status: Number(status.split(" ")[1]), headers, body };
}

const HOST = "Host: 127.0.0.1\r\n";

describe("what Node would answer by itself", () => {
  it.each([
    ["no HTTP at all", "nonsense\r\n\r\n", 400],
    ["an impossible length", `POST / HTTP/1.1\r\n${HOST}Content-Length: x\r\n\r\n`, 400],
    ["two lengths", `POST / HTTP/1.1\r\n${HOST}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`, 400],
    ["headers past their limit", `GET / HTTP/1.1\r\n${HOST}x: ${"x".repeat(20_000)}\r\n\r\n`, 431],
    ["an unknown expectation", `GET / HTTP/1.1\r\n${HOST}Expect: miracles\r\n\r\n`, 417],
    ["no host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["no host, from an old client", "GET / HTTP/1.0\r\n\r\n", 421],
  ])("to %s has the same headers and shape as every other answer", async (_, request, status) => {
    await using server = await testServer();
    const answer = await sendRaw(server.url, request);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject(SECURITY_HEADERS);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { data: { httpStatus: status } } });
  });
});

describe("a request with two hosts", () => {
  it.each(["/", "/healthz", "/api/trpc/system.status"])(
    "is refused at %s, even if they agree",
    async (path) => {
      await using server = await testServer();
      for (const second of ["Host: evil.example\r\n", HOST, "HOST: 127.0.0.1\r\n"]) {
        const answer = await sendRaw(server.url, `GET ${path} HTTP/1.1\r\n${HOST}${second}\r\n`);
        expect(answer.status).toBe(400);
        expect(answer.body).toContain("A request needs exactly one Host header.");
      }
    },
  );
});
