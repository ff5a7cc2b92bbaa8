import { expect, test } from "vitest";
import { findBadSubjects, readCommits } from "./commit-subjects.mjs";

test("a subject of 72 characters without a full stop is accepted", () => {
  expect(findBadSubjects([{ hash: "1234567", subject: "a".repeat(72) }])).toEqual([]);
});

test("a longer subject is reported with its hash and length", () => {
  const [found, ...others] = findBadSubjects([{ hash: "1234567", subject: "a".repeat(73) }]);
  expect(found).toContain("1234567 has a subject of 73 characters");
  expect(others).toEqual([]);
});

test("a full stop at the end is reported", () => {
  expect(findBadSubjects([{ hash: "1234567", subject: "Fix the lock." }])).toEqual([
    "1234567 has a subject with a full stop: Fix the lock.",
  ]);
});

test("every commit that Git lists has a hash and a subject", () => {
  for (const { hash, subject } of readCommits()) {
    expect(hash).toMatch(/^[0-9a-f]{7,}$/);
    expect(subject).not.toBe("");
  }
});
