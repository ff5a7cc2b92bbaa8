import { packageTests } from "../../tooling/vitest-options.mjs";

export default packageTests({ longest: ["src/ownership.test.ts"] });
