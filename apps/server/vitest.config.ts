import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    isolate: false,
    include: ["{src,test}/**/*.test.ts"],
    globalSetup: "test/bundle-once.ts",
    allowOnly: false,
    // Real Argon2id, real files and real HTTP on a busy machine take their time; nothing here measures it.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
