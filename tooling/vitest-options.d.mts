interface PackageTests {
  timeoutSeconds?: number;
  globalSetup?: string;
  /** Files that take longest, by the end of their paths: they start first. */
  longest?: readonly string[];
}

/** Vitest's settings for a package's tests. @param options its `test` settings in addition to the shared ones */
export function packageTests(options?: PackageTests): { test: object };
