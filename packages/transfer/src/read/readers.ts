import type { Reader } from "./reader.ts";

/** All readers, the most particular first: of those that recognise a file, the first reads it. A new format is one entry here and one in formats.ts. */
export const READERS: readonly Reader[] = [];
