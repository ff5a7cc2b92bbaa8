import type { CategoryPath, ReadItem } from "../../model.ts";
import type { ContentSource } from "../content-source.ts";

const STYLE = `
body{font:11pt/1.4 system-ui,sans-serif;margin:2cm;color:#000;background:#fff}
h1{font-size:18pt;margin:0 0 .3em}h2{font-size:13pt;border-bottom:1pt solid #000;margin:1.4em 0 .6em}
article{break-inside:avoid;border:.5pt solid #888;border-radius:3pt;padding:.6em .8em;margin:0 0 .7em}
h3{font-size:11pt;margin:0 0 .3em}dl{display:grid;grid-template-columns:9em 1fr;gap:.15em .8em;margin:0}
dt{color:#444}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
.secret{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:12pt;letter-spacing:.04em}
svg{width:3.2cm;height:3.2cm;display:block}
@page{margin:1.5cm;@bottom-right{content:counter(page) " / " counter(pages)}}
`.trim();

/** A page to print, as one file without script, link or picture from elsewhere. Items in the trash are left out. */
export async function* writeSheet(
  { items }: ContentSource,
  { title, madeAt }: { readonly title: string; readonly madeAt: number },
): AsyncGenerator<string> {
  const day = new Date(madeAt).toISOString().slice(0, 10);
  yield `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escape(title)}</title><style>${STYLE}</style></head><body>\n<h1>${escape(title)}</h1>\n<p>Printed on ${day}. Anyone who has this sheet has every password on it: keep it locked away, and destroy the older one. A space in a password is shown as ␣.</p>\n`;
  let heading: CategoryPath | null = null;
  for await (const item of items) {
    if (item.trashed) continue;
    if (heading === null || heading.join("\n") !== item.category.join("\n")) {
      heading = item.category;
      yield `<h2>${escape(heading.length > 0 ? heading.join(" / ") : "No category")}</h2>\n`;
    }
    yield await article(item);
  }
  yield "</body></html>\n";
}

async function article(item: ReadItem): Promise<string> {
  const rows = [
    row("Username", item.username),
    row("Account", item.account),
    row("Password", item.password, true),
    ...[item.url, ...item.moreUrls].map((url) => row("Website", url)),
    ...item.fields.map(({ name, kind, value }) => row(name, value, kind === "hidden")),
    row("Notes", item.blob),
    row("Tags", item.tags.join(", ")),
    row("Files", (item.attachments ?? []).map(({ name }) => name).join(", ")),
    item.totp === "" ? "" : `<dt>One-time code</dt><dd>${await drawCode(item.totp)}</dd>`,
  ];
  return `<article><h3>${escape(item.name)}</h3><dl>${rows.join("")}</dl></article>\n`;
}

/** Loaded when a sheet needs it: its tables would cost each start of the server 5 MB, most of it V8's optimizing compiler. */
async function drawCode(text: string): Promise<string> {
  const { encodeQR } = await import("qr");
  return encodeQR(text, "svg");
}

function row(label: string, value: string, secret = false): string {
  if (value === "") return "";
  const shown = secret ? escape(visible(value)) : escape(value);
  return `<dt>${escape(label)}</dt><dd${secret ? ' class="secret"' : ""}>${shown}</dd>`;
}

/** Spaces and control characters by their pictures, since they couldn't be typed from paper. */
const visible = (text: string): string =>
  text.replace(/[\0-\x1f ]/g, (character) =>
    character === "\n"
      ? character
      : character === " "
        ? "␣"
        : String.fromCharCode(0x2400 + character.charCodeAt(0)),
  );

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
