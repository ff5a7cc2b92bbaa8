import { createHash } from "node:crypto";
import type { NewSha256 } from "../vault/deps.ts";

/** The machine's own: some ten times as fast as one in JavaScript. */
export const systemSha256: NewSha256 = () => {
  const hash = createHash("sha256");
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => new Uint8Array(hash.digest()),
  };
};
