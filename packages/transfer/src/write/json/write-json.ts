import type { ReadAttachment, ReadItem } from "../../model.ts";
import type { ContentSource } from "../content-source.ts";

export const JSON_FORMAT = "opp-items";
const BASE64_PIECE_BYTES = 48 * 1024;

/** JSON for programs, complete (docs/export.md), in pieces: no file is ever one text in memory. */
export async function* writeJson(
  { categories, items }: ContentSource,
  { files }: { readonly files: boolean },
): AsyncGenerator<string> {
  yield `{"format":"${JSON_FORMAT}","version":1,"categories":${JSON.stringify(categories)},"items":[`;
  let first = true;
  for await (const item of items) {
    yield first ? "\n" : ",\n";
    first = false;
    yield* itemJson(item, files);
  }
  yield "\n]}\n";
}

async function* itemJson(item: ReadItem, files: boolean): AsyncGenerator<string> {
  const { sourceId: _, attachments = [], ...rest } = item;
  const text = JSON.stringify(rest);
  if (attachments.length === 0 || !files) return void (yield text);
  yield `${text.slice(0, -1)},"attachments":[`;
  for (const [index, file] of attachments.entries()) {
    if (index > 0) yield ",";
    yield* fileJson(file);
  }
  yield "]}";
}

async function* fileJson({ name, bytes, sha256, read }: ReadAttachment): AsyncGenerator<string> {
  yield `${JSON.stringify({ name, bytes, sha256 }).slice(0, -1)},"content":"`;
  let held: Uint8Array = new Uint8Array(0);
  for await (const piece of read()) {
    const all = Buffer.concat([held, piece]);
    // Base64 of whole triples can be put one behind the other.
    const whole = all.length - (all.length % 3);
    for (let at = 0; at < whole; at += BASE64_PIECE_BYTES)
      yield all.subarray(at, Math.min(whole, at + BASE64_PIECE_BYTES)).toString("base64");
    held = all.subarray(whole);
  }
  yield `${Buffer.from(held).toString("base64")}"}`;
}
