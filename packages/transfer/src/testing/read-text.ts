import type { Format } from "../formats.ts";
import type { Read, ReadItem } from "../model.ts";
import { readFile } from "../recognise/read-file.ts";

/** Reads a file of text that a test has written out. */
export const readText = (text: string, format?: Format): Promise<Read> =>
  readFile(new TextEncoder().encode(text), { password: null, keyFile: null, format });

/** Its only item. */
export async function readOne(text: string, format?: Format): Promise<ReadItem> {
  const { items } = await readText(text, format);
  const [item] = items;
  if (!item || items.length !== 1) throw new Error(`${items.length} items instead of one`);
  return item;
}
