import { afterEach, expect, it, vi } from "vitest";
import { EXIT } from "./exit-codes.ts";
import { CliFailure } from "./failure.ts";
import { reportError } from "./report-error.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

it("shows a control character that a server or an old database had in a name, rather than letting the terminal obey it", () => {
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const failure = new CliFailure(EXIT.usage, "There is no \u001b]52;c;aGk=\u0007.\nTry:", ["a\u009b2J"]);
  expect(reportError(failure, [])).toBe(EXIT.usage);
  expect(written.mock.calls).toEqual([["opp: There is no \\u{1b}]52;c;aGk=\\u{7}.\nTry:\n- a\\u{9b}2J\n"]]);
});
