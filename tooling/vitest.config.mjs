import { defineConfig } from "vitest/config";

export default defineConfig({ test: { include: ["*.test.mjs"], allowOnly: false, testTimeout: 60_000 } });
