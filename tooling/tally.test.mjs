import { describe, expect, test } from "vitest";
import { closingLine, countPlaywright, countRun, countVitest } from "./tally.mjs";

const file = (status, ...tests) => ({ status, assertionResults: tests.map((test) => ({ status: test })) });

describe("countVitest", () => {
  test("counts a skipped and an unwritten test as failed", () => {
    const report = { numTotalTests: 5, numPassedTests: 2, testResults: [file("failed", "failed")] };
    expect(countVitest(report)).toEqual({ passed: 2, failed: 3 });
  });

  test("counts a file that couldn't be loaded as failed", () => {
    const report = {
      numTotalTests: 1,
      numPassedTests: 1,
      testResults: [file("passed", "passed"), file("failed")],
    };
    expect(countVitest(report)).toEqual({ passed: 1, failed: 1 });
  });

  test("counts a suite that ran nothing as failed", () => {
    expect(countVitest({ numTotalTests: 0, numPassedTests: 0, testResults: [] })).toMatchObject({
      failed: 1,
    });
  });
});

describe("countPlaywright", () => {
  test("counts skipped and flaky tests and errors outside of tests as failed", () => {
    const report = {
      stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 1 },
      errors: [{ message: "no server" }],
    };
    expect(countPlaywright(report)).toEqual({ passed: 4, failed: 4 });
  });
});

describe("countRun", () => {
  test("fails a runner that ended badly after good tests", () => {
    expect(countRun({ passed: 3, failed: 0 }, 1)).toEqual({ passed: 3, failed: 1 });
  });

  test("leaves a failure that the report knows of as it is", () => {
    expect(countRun({ passed: 3, failed: 2 }, 1)).toEqual({ passed: 3, failed: 2 });
  });
});

test("the closing line sums up every check and suite", () => {
  expect(
    closingLine([
      { passed: 1, failed: 0 },
      { passed: 40, failed: 2 },
    ]),
  ).toBe("41 passed, 2 failed");
});
