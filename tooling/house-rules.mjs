import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { root } from "./checkout.mjs";
import { listFiles } from "./sources.mjs";

const maxLines = 400;
const source = /\.(ts|tsx|mjs|cjs|js|css|sql)$/;
const mayBeLong =
  /(\.test\.tsx?$|\/e2e\/|\/vectors\/|\/drizzle\/|\/eff-long-words\.ts$|\/boundaries-canary\/)/;
const testFile = /(\.test\.(ts|tsx|mjs)$|^apps\/web\/e2e\/)/;
const leftOut = /\b(?:test|it|describe|suite)(?:\.\w+)*\.(?:skip|only|todo|fixme|skipIf|runIf)\b/;
const replacedModule = /\bvi\.(?:do)?mock\(/i;
const unawaitedPage = /\bvoid (?:page|context)\b/;
/** Without the part after `#`; an address on the web has a colon. */
const localLink = /\]\(([^)\s#:]+)(?:#[^)\s]*)?\)/g;
const mergeMarker = /^(?:<{7} |>{7} |\|{7} |={7}$)/;

/** What a file does against a house rule, one `path:line what` an offence. */
export function findLongFiles(files) {
  return files
    .filter(({ path }) => source.test(path) && !mayBeLong.test(path))
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > maxLines)
    .map(({ path, lines }) => `${path}:${maxLines + 1} has ${lines} lines; ${maxLines} is the most`);
}

export function findLeftOutTests(files) {
  return findLines(
    files.filter(({ path }) => testFile.test(path)),
    leftOut,
    "leaves tests out",
  );
}

/** A module that another test file has read already isn't replaced: the test would pass by the real one. What a test replaces is handed in. */
export function findReplacedModules(files) {
  return findLines(
    files.filter(({ path }) => testFile.test(path) && !path.startsWith("tooling/")),
    replacedModule,
    "replaces a module",
  );
}

/** A page does what it is told in turn, but holds requests back only once that is answered: without waiting, one slips by on a slow machine. */
export function findUnawaitedPages(files) {
  return findLines(
    files.filter(({ path }) => path.startsWith("apps/web/e2e/")),
    unawaitedPage,
    "doesn't wait for the page",
  );
}

export function findMergeMarkers(files) {
  return findLines(files, mergeMarker, "is a merge marker");
}

/** A file that moves takes the links of the documents along. */
export function findDeadLinks(files) {
  const places = new Set(files.flatMap(({ path }) => withFolders(path)));
  return files
    .filter(({ path }) => path.endsWith(".md"))
    .flatMap(({ path, text }) =>
      Array.from(text.matchAll(localLink), ([, to]) => to)
        .filter((to) => !places.has(posix.join(posix.dirname(path), to).replace(/\/$/, "")))
        .map((to) => `${path} links to ${to}, which doesn't exist`),
    );
}

function withFolders(path) {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

export function readProject() {
  return listFiles().map((path) => ({ path, text: readFileSync(join(root, path), "latin1") }));
}

function findLines(files, pattern, offence) {
  return files.flatMap(({ path, text }) =>
    text
      .split("\n")
      .map((line, index) => (pattern.test(line) ? `${path}:${index + 1} ${offence}` : null))
      .filter((line) => line !== null),
  );
}
