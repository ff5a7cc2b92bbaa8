import type { Server } from "node:http";
import type { Socket } from "node:net";

/** Some milliseconds of work, if each of them sends a login. */
const CONNECTIONS_A_TURN = 8;

/**
 * Node takes all connections that wait at once, and the first request of each in the same turn: hundreds of them would hold up everyone who
 * is connected already. So only some are taken in each turn of the event loop.
 */
export function acceptInTurns(server: Server): void {
  const listeners = server.listeners("connection");
  server.removeAllListeners("connection");
  const waiting: Socket[] = [];
  let left = CONNECTIONS_A_TURN;
  let isCounting = false;

  const countTurn = () => {
    if (isCounting) return;
    isCounting = true;
    setImmediate(beginTurn);
  };
  const take = (socket: Socket) => {
    left -= 1;
    countTurn();
    for (const listener of listeners) listener.call(server, socket);
  };
  const beginTurn = () => {
    isCounting = false;
    left = CONNECTIONS_A_TURN;
    const next = waiting.splice(0, CONNECTIONS_A_TURN);
    if (next.length > 0) countTurn();
    for (const socket of next) {
      socket.removeListener("error", ignore);
      if (!socket.destroyed) take(socket);
    }
  };

  server.on("connection", (socket: Socket) => {
    if (left > 0 && waiting.length === 0) {
      take(socket);
      return;
    }
    // Nothing else listens to it yet.
    socket.on("error", ignore);
    waiting.push(socket);
  });
}

const ignore = () => undefined;
