import { packageTests } from "../../tooling/vitest-options.mjs";

export default packageTests({
  globalSetup: ["test/bundle-once.ts", "../../packages/core/src/testing/postgres-server.ts"],
  longest: ["test/nonsense.test.ts", "test/import-fixtures.test.ts", "test/kill.test.ts"],
});
