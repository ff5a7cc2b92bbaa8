import type { IncomingFile, IncomingItem } from "../duplicates/incoming.ts";
import type { ReadImportFile } from "../vault/read-import-file.ts";

/** An item of a file, for tests: what is given, and nothing else. */
export const incoming = (given: Partial<IncomingItem>): IncomingItem => ({
  sourceId: null,
  kind: null,
  name: "",
  category: [],
  url: "",
  moreUrls: [],
  account: "",
  username: "",
  password: "",
  totp: "",
  blob: "",
  fields: [],
  tags: [],
  favourite: false,
  trashed: false,
  ...given,
});

/** A file that `readSampleFile` reads. Files of items have no content there. */
export const sampleFile = (file: Partial<IncomingFile>): Uint8Array =>
  Buffer.from(JSON.stringify({ format: "sample", categories: [], items: [], notices: [], ...file }));

/** Reads what `sampleFile` makes, and refuses everything else. A password other than "open" is wrong. */
export const readSampleFile: ReadImportFile = async ({ pieces, password }) => {
  if (password !== null && password !== "open")
    return { outcome: "refused", reason: "wrong-credentials", about: "This password doesn't open the file." };
  try {
    const file: IncomingFile = JSON.parse(Buffer.concat(pieces).toString());
    return { outcome: "read", file, formatName: "Sample", table: null, close: async () => undefined };
  } catch {
    return { outcome: "refused", reason: "unknown", about: "The file is none that can be read here." };
  }
};
