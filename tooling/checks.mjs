import { checkBoundaries, checkCanary } from "./boundaries.mjs";
import { root } from "./checkout.mjs";
import { runQuietly } from "./command.mjs";
import { findBadSubjects, readCommits } from "./commit-subjects.mjs";
import {
  findDeadLinks,
  findLeftOutTests,
  findLongFiles,
  findMergeMarkers,
  findReplacedModules,
  findUnawaitedPages,
  readProject,
} from "./house-rules.mjs";
import { findMissingPlatforms } from "./native-platforms.mjs";
import { findBetrayingWords, findGrowth } from "./plain-english.mjs";

/** The checks that read the project without running it; each counts as one test. */
export function staticChecks(env) {
  return [
    tool("format", env, "biome", ["check", "."]),
    tool("types", env, "turbo", ["run", "types", "--continue", "--ui=stream", "--output-logs=errors-only"]),
    tool("lint", env, "oxlint", ["--deny-warnings"]),
    findings("boundaries", () => checkBoundaries(env)),
    findings("boundaries: each rule catches its mistake", () => checkCanary(env)),
    tool("unused code", env, "knip", ["--no-progress", "--treat-config-hints-as-errors"]),
    findings("files of at most 400 lines", () => findLongFiles(readProject())),
    findings("no test left out", () => findLeftOutTests(readProject())),
    findings("no module replaced in a test", () => findReplacedModules(readProject())),
    findings("no browser test without waiting", () => findUnawaitedPages(readProject())),
    findings("native modules for every platform", () => findMissingPlatforms()),
    findings("no merge marker", () => findMergeMarkers(readProject())),
    findings("no dead link in a document", () => findDeadLinks(readProject())),
    findings("app texts in plain English", () => findBetrayingWords(readProject())),
    findings("no more translated English than before", () => findGrowth(readProject())),
    findings("commit subjects", () => findBadSubjects(readCommits())),
  ];
}

/** A check that is a command: it passes when the command does. */
export function tool(name, env, command, args) {
  return {
    name,
    run: async () => {
      const { code, output } = await runQuietly(command, args, { cwd: root, env });
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
    },
  };
}

/** A check that answers what it found: it passes when that is nothing. */
function findings(name, find) {
  return {
    name,
    run: async () => {
      const found = await find();
      return { passed: found.length ? 0 : 1, failed: found.length ? 1 : 0, output: `${found.join("\n")}\n` };
    },
  };
}
