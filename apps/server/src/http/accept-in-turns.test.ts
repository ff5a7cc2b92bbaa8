import { createServer } from "node:http";
import { Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { testServer } from "../../test/test-server.ts";
import { acceptInTurns } from "./accept-in-turns.ts";

/** A server that only notes which connections it gets. */
function openServer() {
  const server = createServer();
  const taken: Socket[] = [];
  server.removeAllListeners("connection");
  server.on("connection", (socket: Socket) => taken.push(socket));
  acceptInTurns(server);
  const connectAll = (count: number) => {
    const sockets = Array.from({ length: count }, () => new Socket());
    for (const socket of sockets) server.emit("connection", socket);
    return sockets;
  };
  return { taken, connectAll };
}

describe("connections that come at once", () => {
  it("are taken eight in a turn of the event loop, in their order", async () => {
    const { taken, connectAll } = openServer();
    const sockets = connectAll(20);
    const counts = [taken.length];
    for (let turn = 0; turn < 3; turn += 1) {
      await nextTurn();
      counts.push(taken.length);
    }
    expect(counts).toEqual([8, 16, 20, 20]);
    expect(taken).toEqual(sockets);
  });

  it("are all taken at once if they are few, turn after turn", async () => {
    const { taken, connectAll } = openServer();
    for (let turn = 1; turn <= 5; turn += 1) {
      connectAll(6);
      expect(taken).toHaveLength(6 * turn);
      await nextTurn();
    }
  });

  it("may end or break while they wait", async () => {
    const { taken, connectAll } = openServer();
    const ended = connectAll(10)[9];
    ended?.destroy(new Error("reset by the client"));
    await nextTurn();
    await nextTurn();
    expect(taken).toHaveLength(9);
    expect(taken).not.toContain(ended);
  });

  it("are taken though all before them have ended", async () => {
    const { taken, connectAll } = openServer();
    const sockets = connectAll(20);
    for (const socket of sockets.slice(8, 16)) socket.destroy();
    for (let turn = 0; turn < 3; turn += 1) await nextTurn();
    expect(taken).toEqual([...sockets.slice(0, 8), ...sockets.slice(16)]);
  });

  it("are all answered", async () => {
    await using server = await testServer();
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => fetch(`${server.url}/healthz`, { headers: { connection: "close" } })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});
