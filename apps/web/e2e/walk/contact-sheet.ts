import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** An `index.html` beside the pictures, to leaf through: a row for each state, its widths and themes side by side. */
export function writeContactSheet(folder: string): void {
  const states = new Map<string, string[]>();
  for (const file of readdirSync(folder).toSorted()) {
    const [, state] = /^(.+)-\d+-(?:light|dark)\.png$/.exec(file) ?? [];
    if (state) states.set(state, [...(states.get(state) ?? []), file]);
  }
  const rows = [...states].map(([state, files]) => {
    const pictures = files.map(
      (file) => `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a>`,
    );
    return `<section><h2>${state.replaceAll("-", " ")}</h2>${pictures.join("")}</section>`;
  });
  const style =
    "body{font:15px system-ui;margin:24px;background:#888}section{margin-bottom:32px}img{height:420px;margin:0 12px 12px 0;vertical-align:top}";
  writeFileSync(
    join(folder, "index.html"),
    `<!doctype html><meta charset="utf-8"><title>Every screen</title><style>${style}</style>${rows.join("\n")}`,
  );
}
