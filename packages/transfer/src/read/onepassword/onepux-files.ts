import { zipAttachments } from "../../build/attachments.ts";
import type { ReadAttachment } from "../../model.ts";
import type { ZipFiles } from "../../parse/zip.ts";

const DOCUMENT = /^files\/(.+?)__(.*)$/;

/** Files of items by the id of their document, `files/<id>__<name>`. */
export interface Documents {
  /** @returns why it can't be had, if so */
  readonly take: (documentId: string, name: string) => Promise<ReadAttachment | string>;
  /** Names of files that nothing has taken. */
  readonly untaken: () => string[];
}

export function collectFiles(files: ZipFiles): Documents {
  const paths = new Map<string, { path: string; name: string }>();
  for (const path of files.names) {
    const [, id, name] = DOCUMENT.exec(path) ?? [];
    if (id !== undefined && name !== undefined) paths.set(id, { path, name });
  }
  const attachments = zipAttachments(files);
  const taken = new Set<string>();
  return {
    take: async (id, name) => {
      const document = paths.get(id);
      if (!document) return "it isn't in the export";
      taken.add(id);
      return attachments.take(document.path, { name: name || document.name });
    },
    untaken: () => [...paths].filter(([id]) => !taken.has(id)).map(([, { name }]) => name),
  };
}
