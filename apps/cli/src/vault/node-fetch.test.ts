import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { join } from "node:path";
import { createVaultClient } from "@openpassphrase/client";
import { afterEach, expect, it, vi } from "vitest";
import { fetchWithin, nodeFetch } from "./node-fetch.ts";

const TLS = join(import.meta.dirname, "../../../server/test/tls");

afterEach(() => {
  vi.unstubAllEnvs();
});

async function listening(server: ReturnType<typeof createServer>) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

it("sends nothing to a server with a certificate of its own making, whatever NODE_TLS_REJECT_UNAUTHORIZED says", async () => {
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
  const asked = vi.fn<RequestListener>((_, response) => response.end("[]"));
  const pem = (name: string) => readFileSync(join(TLS, name));
  using server = await listening(createTlsServer({ cert: pem("cert.pem"), key: pem("key.pem") }, asked));
  using vault = createVaultClient({ url: `https://127.0.0.1:${server.port}`, fetch: nodeFetch });
  await expect(vault.system.status.query()).rejects.toMatchObject({
    code: "UNREACHABLE",
    message: expect.stringContaining("isn't safe"),
  });
  expect(asked).not.toHaveBeenCalled();
});

it("stops reading an answer that never ends, and says so", async () => {
  const endless: RequestListener = (_, response) => {
    const send = () => {
      while (response.write("[".repeat(65_536)));
    };
    response.on("drain", send);
    send();
  };
  using server = await listening(createServer(endless));
  const fetch: typeof nodeFetch = (url, request) => fetchWithin(1024 * 1024, url, request);
  using vault = createVaultClient({ url: `http://127.0.0.1:${server.port}`, fetch });
  await expect(vault.system.status.query()).rejects.toMatchObject({
    code: "UNEXPECTED",
    message: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+ sends an answer of more than 1 MiB/),
  });
});
