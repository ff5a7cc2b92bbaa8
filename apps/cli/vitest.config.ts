import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    isolate: false,
    include: ["{src,test}/**/*.test.ts"],
    globalSetup: "test/bundle-once.ts",
    allowOnly: false,
    // Real processes and real Argon2id on a busy machine take their time; nothing here measures it.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
