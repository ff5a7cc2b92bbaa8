import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type TestServer, testServer } from "../../test/test-server.ts";

const opened: Socket[] = [];
afterEach(() => {
  for (const socket of opened.splice(0)) socket.destroy();
});

async function open(server: TestServer, from = "127.0.0.1"): Promise<Socket> {
  const { hostname, port } = new URL(server.url);
  const socket = connect({ host: hostname, port: Number(port), localAddress: from });
  socket.on("error", () => undefined);
  opened.push(socket);
  await once(socket, "connect");
  return socket;
}

/** What comes back to a request: the status line; "" if the connection is closed instead. */
async function statusOf(socket: Socket): Promise<string> {
  if (socket.destroyed) return "";
  socket.write("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  const answer = await Promise.race([
    once(socket, "data").then(([bytes]) => String(bytes)),
    once(socket, "close").then(() => ""),
  ]);
  return answer.split("\r\n")[0] ?? "";
}

const OK = "HTTP/1.1 200 OK";

describe("connections", () => {
  it("of one address are limited, and those of others aren't", async () => {
    await using server = await testServer({ connectionLimits: { maxPerAddress: 2 } });
    const [first, second] = [await open(server), await open(server)];
    expect(await statusOf(await open(server))).toBe("");
    expect(await statusOf(await open(server, "127.0.0.2"))).toBe(OK);
    expect([await statusOf(first), await statusOf(second)]).toEqual([OK, OK]);
    first.destroy();
    await expect.poll(async () => statusOf(await open(server))).toBe(OK);
  });

  it("of a trusted proxy aren't limited by its address", async () => {
    const environment = { OPP_TRUST_PROXY: "127.0.0.1", OPP_PUBLIC_URL: "https://opp.example" };
    await using server = await testServer({ environment, connectionLimits: { maxPerAddress: 1 } });
    await open(server);
    expect(await statusOf(await open(server))).toBe(OK);
  });

  it("that wait longest without a request are closed when they run short", async () => {
    await using server = await testServer({ connectionLimits: { maxConnections: 2 } });
    const [silent, kept] = [await open(server), await open(server)];
    expect(await statusOf(kept)).toBe(OK);
    expect(await statusOf(await open(server))).toBe(OK);
    expect(await statusOf(silent)).toBe("");
    expect(await statusOf(kept)).toBe(OK);
  });

  it("that send no request in time are closed; those that did are kept", async () => {
    await using server = await testServer({ connectionLimits: { firstRequestMilliseconds: 200 } });
    const [silent, used] = [await open(server), await open(server)];
    expect(await statusOf(used)).toBe(OK);
    await once(silent, "close");
    expect(await statusOf(used)).toBe(OK);
  });
});
