/** Counts of one check or suite. A skipped test is a failed one: nothing here may be left out quietly. */
export function countVitest(report) {
  const failedFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  return orNothing({
    passed: report.numPassedTests,
    failed: report.numTotalTests - report.numPassedTests + failedFiles.length,
  });
}

export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return orNothing({ passed: expected, failed: unexpected + flaky + skipped + report.errors.length });
}

/** A runner that ended badly has failed, whatever its report says; its report may be older than its end. */
export function countRun(counts, exitCode) {
  if (exitCode === 0 || counts.failed > 0) return counts;
  return { passed: counts.passed, failed: 1 };
}

/** The last line of `npm test`. */
export function closingLine(results) {
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  return `${total("passed")} passed, ${total("failed")} failed`;
}

function orNothing(counts) {
  return counts.passed + counts.failed === 0 ? { passed: 0, failed: 1, note: "ran no tests" } : counts;
}
