import { packageTests } from "../../tooling/vitest-options.mjs";

// It starts many processes.
export default packageTests({ timeoutSeconds: 120, globalSetup: "test/bundle-once.ts" });
