import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** What a browser fetches before the web app runs, as brotli sends it; in kB (1,000 bytes). */
export function firstLoadKb(webFolder: string): { total: number; scripts: number; styles: number } {
  const html = readFileSync(join(webFolder, "index.html"), "utf8");
  const tags = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/\bnomodule\b/i.test(tag));
  const paths = new Set(tags.flatMap((tag) => /(?:src|href)="(\/[^"]+\.(?:js|css))"/.exec(tag)?.[1] ?? []));
  const kb = (path: string) => statSync(join(webFolder, `${path}.br`)).size / 1000;
  const sum = (ending: string) =>
    [...paths].filter((path) => path.endsWith(ending)).reduce((total, path) => total + kb(path), 0);
  const [scripts, styles] = [sum(".js"), sum(".css")];
  return { total: kb("/index.html") + scripts + styles, scripts, styles };
}
