import { storageCauseOf } from "../../errors.ts";
import type { VaultDeps } from "../deps.ts";
import { CHUNKS_ERASED_A_STEP } from "../erasing.ts";

/** Erases the files that are marked for it, step by step; each step counts, and what a kill leaves, the next sweep finds. */
export async function eraseMarkedFiles(deps: Pick<VaultDeps, "store" | "clock">): Promise<void> {
  let chunks = CHUNKS_ERASED_A_STEP;
  for (;;) {
    try {
      if (!(await deps.store.attachments.eraseSome(chunks))) return;
    } catch (error) {
      // Erasing writes over the old bytes, which takes some room itself: on a full disk, less at a time may still fit.
      if (storageCauseOf(error) !== "disk-full" || chunks === 1) throw error;
      chunks = Math.ceil(chunks / 4);
    }
    await deps.clock.yield();
  }
}
