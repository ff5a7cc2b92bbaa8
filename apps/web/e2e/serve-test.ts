import { mkdirSync } from "node:fs";
import { type OwnServer, startServer } from "./own-server.ts";
import { test } from "./test.ts";

/** For tests that need servers of their own, beside the one that serves all. */
export const serveTest = test.extend<{ serve: (options: Record<string, string>) => Promise<string> }>({
  serve: async ({ context }, provide, { outputDir }) => {
    const servers: OwnServer[] = [];
    await provide(async (options) => {
      mkdirSync(outputDir, { recursive: true });
      const server = await startServer(outputDir, options);
      servers.push(server);
      return server.url;
    });
    // A page that is still loading a file would complain about a server that is gone.
    await Promise.all(context.pages().map((page) => page.close()));
    await Promise.all(servers.map((server) => server.stop()));
  },
});
