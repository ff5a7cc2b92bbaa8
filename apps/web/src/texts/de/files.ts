import type { files as english } from "../en/files.ts";
import type { Translation } from "../translation.ts";

/** Files of items. */
export const files: Translation<typeof english> = {
  files: { has: "Hat Dateien" },
};
