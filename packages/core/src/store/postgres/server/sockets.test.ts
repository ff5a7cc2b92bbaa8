import { once } from "node:events";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { createSockets } from "./sockets.ts";

it("a node's connections are cut all at once, but those that are still being opened are left alone", async () => {
  const server = createServer((socket) => void socket.on("error", () => undefined)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const sockets = createSockets();
  const [open, later] = [sockets.open(), sockets.open()];
  open.connect(port, "127.0.0.1");
  await once(open, "connect");
  const ended = once(open, "error");
  sockets.cut();
  await expect(ended).resolves.toMatchObject([{ message: "Connection terminated: no answer" }]);
  later.connect(port, "127.0.0.1");
  await once(later, "connect");
  later.destroy();
  server.close();
});
