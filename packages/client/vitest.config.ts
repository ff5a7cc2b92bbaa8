import { packageTests } from "../../tooling/vitest-options.mjs";

// The packed client in separate projects, compiled and run against a real server.
export default packageTests({ timeoutSeconds: 240 });
