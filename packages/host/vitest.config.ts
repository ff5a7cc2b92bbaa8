import { packageTests } from "../../tooling/vitest-options.mjs";

export default packageTests({ globalSetup: "../core/src/testing/postgres-server.ts" });
