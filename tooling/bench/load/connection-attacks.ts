import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { ask } from "./ask.ts";
import type { Attack } from "./attack.ts";
import type { World } from "./world.ts";

const CONNECTIONS = 2048;
/** Fewer than the system's queue of new connections holds. */
const AT_ONCE = 64;
const PAUSE_MS = 10;
const SETTLE_MS = 1000;
/** As long as the connections were still open before. */
const OPEN_MS = 40_000;
const NEWCOMER = "127.0.0.4";
const A_HEALTHZ = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

/** @param firstWords what each connection sends before it is silent */
const silence =
  (firstWords: string, from: (index: number) => string, openMs: number) =>
  async ({ server }: World): Promise<string> => {
    const { hostname, port } = new URL(server.url);
    const sockets: Socket[] = [];
    try {
      for (let index = 0; index < CONNECTIONS; index += 1) {
        if (index % AT_ONCE === 0) await wait(PAUSE_MS);
        const to = { host: hostname, port: Number(port), localAddress: from(index) };
        sockets.push(openSocket(to, firstWords));
      }
      await wait(SETTLE_MS);
      const early = await ask(`${server.url}/healthz`, { from: NEWCOMER });
      await wait(openMs - SETTLE_MS);
      const left = sockets.filter((socket) => !socket.destroyed && socket.readyState === "open").length;
      const inside =
        early.status === 200
          ? `a newcomer is served after ${early.milliseconds.toFixed(0)} ms`
          : "a newcomer is kept out";
      return `${inside}; ${left} left after ${openMs / 1000} s`;
    } finally {
      for (const socket of sockets) socket.destroy();
    }
  };

function openSocket(to: { host: string; port: number; localAddress: string }, words: string): Socket {
  const socket = connect(to);
  socket.on("error", () => undefined);
  socket.on("data", () => undefined);
  if (words !== "") socket.once("connect", () => socket.write(words));
  return socket;
}

const oneAddress = () => "127.0.0.1";
/** Eight connections from each of 256 addresses: no limit per address stops them. */
const manyAddresses = (index: number) => `127.1.0.${index % 256}`;

export const connectionAttacks: readonly Attack[] = [
  {
    name: "2,048 silent connections from one address",
    before: "all others are kept out; 2,047 left after 40 s",
    run: silence("", oneAddress, OPEN_MS),
  },
  {
    name: "2,048 from one address, idle after one `/healthz`",
    before: "all others are kept out; 2,047 left after 40 s",
    run: silence(A_HEALTHZ, oneAddress, OPEN_MS / 4),
  },
  {
    name: "2,048 silent connections from 256 addresses",
    before: "",
    run: silence("", manyAddresses, OPEN_MS / 4),
  },
];
