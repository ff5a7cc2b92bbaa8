import { BaseSequencer } from "vitest/node";

/**
 * What the test suites of the packages share. Nothing in them measures time, so a busy machine may take its time for real Argon2id,
 * files and HTTP. A worker reads each module once for all its test files (`isolate`), which saves a quarter of the CPU time; a test
 * must therefore leave modules as they were, and none may replace one (house-rules.mjs).
 */
export const packageTests = ({ timeoutSeconds = 60, longest = [], ...options } = {}) => ({
  test: {
    sequence: { sequencer: startingWith(longest) },
    isolate: false,
    include: ["{src,test}/**/*.test.ts"],
    allowOnly: false,
    testTimeout: timeoutSeconds * 1000,
    hookTimeout: timeoutSeconds * 1000,
    ...options,
  },
});

/**
 * Vitest starts with the largest files, and without an earlier run knows no better. A small file that takes long would come last, and
 * leave the other core without work.
 */
function startingWith(longest) {
  const rank = ({ moduleId }) => {
    const at = longest.findIndex((path) => moduleId.endsWith(`/${path}`));
    return at === -1 ? longest.length : at;
  };
  return class extends BaseSequencer {
    async sort(files) {
      // oxlint-disable-next-line unicorn/no-array-sort -- it is the sequencer's
      const sorted = await super.sort(files);
      return sorted.toSorted((a, b) => rank(a) - rank(b));
    }
  };
}
