import { packageTests } from "../../tooling/vitest-options.mjs";

export default packageTests({
  longest: ["store/postgres/open-store.test.ts", "store/sqlite/open-store.test.ts"],
  globalSetup: "src/testing/postgres-server.ts",
});
