import { defineConfig } from "vitest/config";

export default defineConfig({
  // The packed client in projects of their own, compiled and run against a real server.
  test: {
    isolate: false,
    include: ["{src,test}/**/*.test.ts"],
    allowOnly: false,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
