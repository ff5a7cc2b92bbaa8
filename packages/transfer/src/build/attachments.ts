import { createHash } from "node:crypto";
import type { ReadAttachment } from "../model.ts";
import type { ZipFiles } from "../parse/zip.ts";
import { ImportRefusal } from "../refusal.ts";

export function attachmentOfBytes(name: string, content: Uint8Array): ReadAttachment {
  return {
    name: fileName(name),
    bytes: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
    read: async function* () {
      yield content;
    },
  };
}

/**
 * A file of a zip as an attachment. It is read through once for its hash, and again by the one that takes the content; in between nothing of
 * it is kept.
 * @returns why it can't be read, in a sentence, if so: one damaged file costs one file
 */
export async function attachmentOfZip(
  files: ZipFiles,
  path: string,
  { index = 0, name = path }: { index?: number; name?: string } = {},
): Promise<ReadAttachment | string> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const piece of files.open(path, index)) {
      hash.update(piece);
      bytes += piece.length;
    }
  } catch (error) {
    if (error instanceof ImportRefusal) return error.message;
    throw error;
  }
  return { name: fileName(name), bytes, sha256: hash.digest("hex"), read: () => files.open(path, index) };
}

/** The last part of a path, without control characters. */
function fileName(path: string): string {
  const last = path.split(/[\\/]/).at(-1) ?? "";
  return last.replace(/\p{Cc}/gu, "").trim() || "file";
}
