/** Vitest's settings for a package's tests. @param options its `test` settings in addition to the shared ones */
export function packageTests(options?: { timeoutSeconds?: number; globalSetup?: string }): { test: object };
