import { mkdirSync } from "node:fs";
import { type OwnServer, startServer } from "./own-server.ts";
import { test } from "./test.ts";

/** For tests that need servers of their own, beside the one that serves all. */
export const serveTest = test.extend<{ serve: (options: Record<string, string>) => Promise<string> }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from the pattern, and takes no other
  serve: async ({}, provide, { outputDir }) => {
    const servers: OwnServer[] = [];
    await provide(async (options) => {
      mkdirSync(outputDir, { recursive: true });
      const server = await startServer(outputDir, options);
      servers.push(server);
      return server.url;
    });
    await Promise.all(servers.map((server) => server.stop()));
  },
});
