import { Socket } from "node:net";

/** The sockets of a node's connections to its server. */
export interface Sockets {
  /** One for a new connection. */
  open(): Socket;
  /** Gives up what is waited for on all of them: the server doesn't answer, and the network may not say so for a quarter of an hour. */
  cut(): void;
}

export function createSockets(): Sockets {
  const sockets = new Set<Socket>();
  return {
    open() {
      const socket = new Socket();
      // One that isn't connected yet has a separate limit, and an error without a listener would end the process.
      socket.once("connect", () => sockets.add(socket));
      socket.once("close", () => sockets.delete(socket));
      return socket;
    },
    cut() {
      for (const socket of sockets) socket.destroy(new Error("Connection terminated: no answer"));
    },
  };
}
