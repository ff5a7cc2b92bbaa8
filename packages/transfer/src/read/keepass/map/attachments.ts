import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { fileOf } from "../../../build/file-of.ts";
import { IMPORT_LIMITS } from "../../../import-limits.ts";
import type { OwnData } from "../../../keepass/own-data.ts";
import type { ReadAttachment } from "../../../model.ts";
import { ImportRefusal } from "../../../refusal.ts";
import type { RawContent, RawEntry } from "../xml/raw-vault.ts";
import type { Say } from "./map-entry.ts";

export type AttachmentsOf = (entry: RawEntry, own: OwnData | null, say: Say) => ReadAttachment[];

interface Content {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** @param pool contents by the number that entries refer to, each unpacked and hashed when it is first needed */
export function createAttachments(pool: ReadonlyMap<string, RawContent>): AttachmentsOf {
  const opened = new Map<string, Content | null>();
  let unpacked = 0;

  function open(ref: string): Content | null {
    const known = opened.get(ref);
    if (known !== undefined) return known;
    const raw = pool.get(ref);
    const content = raw ? contentOf(raw) : null;
    opened.set(ref, content);
    return content;
  }

  const contentOf = ({ bytes, gzip }: RawContent): Content => hashed(gzip ? unpack(bytes) : bytes);

  function unpack(packed: Uint8Array): Uint8Array {
    const most = Math.min(
      IMPORT_LIMITS.unpackedBytes - unpacked,
      packed.length * IMPORT_LIMITS.unpackedRatio + IMPORT_LIMITS.freeUnpackedBytes,
    );
    try {
      const bytes = gunzipSync(packed, { maxOutputLength: Math.max(most, 1) });
      unpacked += bytes.length;
      return bytes;
    } catch (error) {
      if (error instanceof RangeError)
        throw new ImportRefusal(
          "too-large",
          "Unpacked, the attachments take more memory than an import may.",
        );
      throw new ImportRefusal("damaged", "An attachment in the file is damaged where it is packed.");
    }
  }

  return (entry, own, say) =>
    entry.binaries.flatMap(({ name, ref, content }): ReadAttachment[] => {
      const found = ref === null ? content && contentOf(content) : open(ref);
      const named = (own?.files.get(name) ?? name) || "(no name)";
      if (!found) {
        say("partly", "an attachment is named whose content isn't in the file");
        return [];
      }
      return [fileOf(named, found.bytes, found.sha256)];
    });
}

const hashed = (bytes: Uint8Array): Content => ({
  bytes,
  sha256: createHash("sha256").update(bytes).digest("hex"),
});
