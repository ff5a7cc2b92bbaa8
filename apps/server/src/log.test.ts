import { describe, expect, it } from "vitest";
import { createBugReporter } from "./bug-reporter.ts";
import { createLog } from "./log.ts";

const SECRET = "marked-s3cret";

describe("createBugReporter", () => {
  it("writes each bug once, without its message", () => {
    const lines: string[] = [];
    const report = createBugReporter(createLog("info", { write: (line) => lines.push(line) }));
    const bug = new Error(SECRET);
    report(bug, "request-1");
    report(bug, "request-1");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"requestId":"request-1"');
    expect(lines.join()).not.toContain(SECRET);
  });
});

describe("createLog", () => {
  it("strikes out what has a secret's name", () => {
    const lines: string[] = [];
    const log = createLog("info", { write: (line) => lines.push(line) });
    log.info({ password: SECRET, request: { headers: { a: SECRET }, body: SECRET } }, "a mistake");
    expect(lines.join()).not.toContain(SECRET);
  });
});
