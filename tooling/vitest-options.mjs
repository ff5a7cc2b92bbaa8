/**
 * What the test suites of the packages share. Nothing in them measures time, so a busy machine may take its time for real Argon2id,
 * files and HTTP. A worker reads each module once for all its test files (`isolate`), which saves a quarter of the CPU time; a test
 * must therefore leave modules as they were, and none may replace one (house-rules.mjs).
 */
export const packageTests = ({ timeoutSeconds = 60, ...options } = {}) => ({
  test: {
    isolate: false,
    include: ["{src,test}/**/*.test.ts"],
    allowOnly: false,
    testTimeout: timeoutSeconds * 1000,
    hookTimeout: timeoutSeconds * 1000,
    ...options,
  },
});
