import { packageTests } from "../../tooling/vitest-options.mjs";

// It starts many processes.
export default packageTests({
  timeoutSeconds: 120,
  globalSetup: ["test/bundle-once.ts", "../../packages/core/src/testing/postgres-server.ts"],
  longest: [
    "test/packed.test.ts",
    "test/documentation.test.ts",
    "test/init.test.ts",
    "test/beside-the-server.test.ts",
  ],
});
