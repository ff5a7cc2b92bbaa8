import { defineConfig } from "vitest/config";

export default defineConfig({
  // Real Argon2id, real files and real HTTP on a busy machine take their time; nothing here measures it.
  test: {
    isolate: false,
    include: ["{src,test}/**/*.test.ts"],
    allowOnly: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
