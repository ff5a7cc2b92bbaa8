/** What a first visit fetches until the vault's list is painted, but for its data. As a program, it prints that. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const PAGE = "index.html";
const OUT = join(import.meta.dirname, "../out");
/** In the vault's screen alone; so the files that come with it are found. */
const MARK_OF_VAULT = '"vault-notices"';

/** Of each answer, and more of the page's, which binds the documents; as a browser counts them. */
const HEADER_BYTES = 434;
const PAGE_HEADER_BYTES = 1660;

/** Each file as a browser fetches it, compressed and with headers. */
export function weighFirstVisit() {
  if (!existsSync(join(OUT, "index.html")))
    throw new Error("Nothing is built: npm run exec -- turbo run build");
  const read = (path) => readFileSync(join(OUT, path));
  const weigh = (path) => ({
    path,
    bytes: brotliCompressSync(read(path)).length + (path === PAGE ? PAGE_HEADER_BYTES : HEADER_BYTES),
  });
  const door = filesAtTheDoor(read(PAGE).toString());
  const scripts = door.filter((path) => path.endsWith(".js")).map((path) => read(path).toString());
  const withVault = groupsIn(scripts).filter((paths) =>
    paths.some((path) => path.endsWith(".js") && read(path).includes(MARK_OF_VAULT)),
  );
  if (withVault.length !== 1)
    throw new Error(`${withVault.length} imports at the door fetch the vault's screen, not one.`);
  const [vault] = withVault;
  return [...new Set([PAGE, ...door, ...vault])].map(weigh);
}

/** What the page names: scripts but for those of old browsers, style sheets, and the icon that a browser shows. */
function filesAtTheDoor(html) {
  const tags = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)].map(([tag]) => tag);
  const named = tags
    .filter((tag) => !/\bnoModule\b/i.test(tag))
    .flatMap((tag) => /(?:src|href)="\/([^"?]+\.(?:js|css|svg))/.exec(tag)?.[1] ?? []);
  return [...new Set(named)];
}

/** The files of each `import()`. */
const groupsIn = (scripts) =>
  scripts
    .flatMap((script) => [...script.matchAll(/Promise\.all\(\[("static\/[^\]]+)\]/g)])
    .map(([, list]) => [...list.matchAll(/"([^"]+)"/g)].map(([, path]) => `_next/${path}`));

export const sumOf = (files) => files.reduce((sum, { bytes }) => sum + bytes, 0);

if (process.argv[1] === import.meta.filename) {
  const files = weighFirstVisit();
  const all = { path: `all ${files.length} files`, bytes: sumOf(files) };
  for (const { path, bytes } of [...files, all]) console.log(`${String(bytes).padStart(8)}  ${path}`);
}
