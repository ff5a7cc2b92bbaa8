import { createHash } from "node:crypto";
import type { ReadAttachment } from "../model.ts";

/** A file whose content is in memory. @param sha256 in hex, where it is known already */
export const fileOf = (
  name: string,
  content: Uint8Array,
  sha256 = createHash("sha256").update(content).digest("hex"),
): ReadAttachment => ({
  name,
  bytes: content.length,
  sha256,
  read: async function* () {
    yield content;
  },
});
