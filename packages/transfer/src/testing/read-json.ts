import type { Read } from "../model.ts";
import { readFile } from "../recognise/read-file.ts";

/** Reads a value as the JSON file that holds it. */
export const readJson = (value: unknown, password: string | null = null): Promise<Read> =>
  readFile(Buffer.from(JSON.stringify(value)), { password, keyFile: null });
