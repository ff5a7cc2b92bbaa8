import { createHash } from "node:crypto";
import type { ReadAttachment } from "../model.ts";
import type { ZipFiles } from "../parse/zip.ts";
import { ImportRefusal } from "../refusal.ts";
import { fileOf } from "./file-of.ts";

export const attachmentOfBytes = (name: string, content: Uint8Array): ReadAttachment =>
  fileOf(fileName(name), content);

export interface ZipAttachments {
  readonly has: (path: string) => boolean;
  /** @returns why it can't be read, in a sentence, if so: one damaged file costs one file */
  readonly take: (
    path: string,
    as?: { readonly index?: number; readonly name?: string },
  ) => Promise<ReadAttachment | string>;
}

/**
 * The files of a zip as attachments. Each is read through once for its hash, however many items name it, and again by the one that takes
 * the content; in between nothing of it is kept.
 */
export function zipAttachments(files: ZipFiles): ZipAttachments {
  const paths = new Set(files.names);
  const measured = new Map<string, Promise<Measure | string>>();
  return {
    has: (path) => paths.has(path),
    take: async (path, { index = 0, name = path } = {}) => {
      const key = `${index}/${path}`;
      const pending = measured.get(key) ?? measure(files.open(path, index));
      measured.set(key, pending);
      const found = await pending;
      return typeof found === "string"
        ? found
        : { name: fileName(name), ...found, read: () => files.open(path, index) };
    },
  };
}

type Measure = Pick<ReadAttachment, "bytes" | "sha256">;

async function measure(content: AsyncIterable<Uint8Array>): Promise<Measure | string> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const piece of content) {
      hash.update(piece);
      bytes += piece.length;
    }
  } catch (error) {
    if (error instanceof ImportRefusal) return error.message;
    throw error;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** The last part of a path, without control characters. */
function fileName(path: string): string {
  const last = path.split(/[\\/]/).at(-1) ?? "";
  return last.replace(/\p{Cc}/gu, "").trim() || "file";
}
