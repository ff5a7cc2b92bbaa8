/** What `next build` leaves to do: the order of the scripts, and the service worker with its list of files. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";

const WEB = join(import.meta.dirname, "..");
const OUT = join(WEB, "out");
/** Above that a file is kept when it is first used, not ahead of it: the dictionaries of the strength meter. */
const AHEAD_BYTES = 512 * 1024;
const FIRST = '<script src="/first.js"></script>';

const names = readdirSync(OUT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(OUT.length + 1)
      .split(sep)
      .join("/"),
  )
  .toSorted();

for (const name of names.filter((each) => each.endsWith(".html"))) putFirst(join(OUT, name));
writeServiceWorker();

/** Next puts its own scripts ahead of those of the layout, but Trusted Types need their policy before any of them runs. */
function putFirst(page) {
  const html = readFileSync(page, "utf8");
  const parts = html.split(FIRST);
  if (parts.length !== 2) throw new Error(`${page} has first.js ${parts.length - 1} times, not once.`);
  writeFileSync(page, parts.join("").replace("<head>", `<head>${FIRST}`));
}

function writeServiceWorker() {
  const oldBrowsersOnly = [
    ...readFileSync(join(OUT, "index.html"), "utf8").matchAll(/<script src="([^"]+)" noModule/g),
  ];
  const skipped = new Set(oldBrowsersOnly.map((match) => match[1]));
  const shell = {};
  for (const name of names) {
    const address = name === "index.html" ? "/" : `/${name}`;
    const isShell =
      address === "/" ||
      /^(_next\/static\/(chunks|media)\/.+|first\.js|icons\/.+|manifest\.webmanifest)$/.test(name);
    if (!isShell || skipped.has(address)) continue;
    const bytes = readFileSync(join(OUT, name));
    if (bytes.length <= AHEAD_BYTES) shell[address] = createHash("sha256").update(bytes).digest("base64");
  }
  const list = JSON.stringify(shell, null, 2);
  const build = createHash("sha256").update(list).digest("hex").slice(0, 16);
  const source = readFileSync(join(import.meta.dirname, "service-worker.js"), "utf8");
  writeFileSync(join(OUT, "sw.js"), source.replace("__SHELL__", () => list).replace("__BUILD__", build));
}
