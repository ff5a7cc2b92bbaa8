import { describe, expect, test } from "vitest";
import { fixture } from "../testing/fixtures.ts";
import { parseJson } from "./scan-json.ts";

test("brackets and commas inside of texts don't count", () => {
  const value = { a: ["[[[{{{,,,\\", '"]["', "\\"], b: "[".repeat(200) };
  expect(parseJson(JSON.stringify(value))).toEqual(value);
});

describe("refuses before anything is parsed", () => {
  test.each([
    ["valid JSON of 100,000 levels", new TextDecoder().decode(fixture("bitwarden-json", "refuse-deep.json"))],
    ["brackets that never end", "[".repeat(5_000_000)],
    ["65 levels", `${"[".repeat(65)}${"]".repeat(65)}`],
  ])("%s", (_, source) => {
    expect(() => parseJson(source)).toThrow(expect.objectContaining({ reason: "too-deep" }));
  });

  test.each([
    ["values", ",".repeat(20_000_001)],
    ["objects", "{},".repeat(3_000_001)],
  ])("more %s than memory is taken for", (_, inside) => {
    expect(() => parseJson(`[${inside}]`)).toThrow(expect.objectContaining({ reason: "too-large" }));
  });
});

test("64 levels are read", () => {
  expect(() => parseJson(`${"[".repeat(64)}${"]".repeat(64)}`)).not.toThrow();
});

test("a parser's message, which quotes the file, stays out of the refusal", () => {
  const refusal = expect.objectContaining({
    reason: "damaged",
    message: expect.not.stringContaining("hunter2"),
  });
  expect(() => parseJson('{"password": hunter2}')).toThrow(refusal);
});
