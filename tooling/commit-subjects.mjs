import { execFileSync } from "node:child_process";
import { root } from "./checkout.mjs";

const maxLength = 72;

/** The rule holds for commits from this day on; a shallow clone checks the commits that it has. */
const since = "2026-11-29T18:09:09Z";

/** What is wrong with commit subjects, one "hash what" each. */
export function findBadSubjects(commits) {
  return commits.flatMap(({ hash, subject }) => [
    ...(subject.length > maxLength
      ? [`${hash} has a subject of ${subject.length} characters; ${maxLength} is the most: ${subject}`]
      : []),
    ...(subject.endsWith(".") ? [`${hash} has a subject with a full stop: ${subject}`] : []),
  ]);
}

/** Merges are left out: Git writes their subjects. */
export function readCommits() {
  const args = ["log", "--no-merges", `--since=${since}`, "--format=%h %s"];
  return execFileSync("git", args, { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter(Boolean)
    .map((line) => ({
      hash: line.slice(0, line.indexOf(" ")),
      subject: line.slice(line.indexOf(" ") + 1),
    }));
}
