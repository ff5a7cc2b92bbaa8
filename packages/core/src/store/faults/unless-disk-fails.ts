import { storageCauseOf } from "../../errors.ts";
import type { AuditStore, ItemStore } from "../store.ts";

/** For what is better left out than missed: `otherwise` where the disk is to blame. */
export async function unlessDiskFails<T, Otherwise>(
  work: () => Promise<T>,
  otherwise: Otherwise,
): Promise<T | Otherwise> {
  try {
    return await work();
  } catch (error) {
    if (storageCauseOf(error) === null) throw error;
    return otherwise;
  }
}

/** When an item was used last is worth no error. */
export const withoutLostNotes = (items: ItemStore): ItemStore => ({
  ...items,
  markUsed: (...used) => unlessDiskFails(() => items.markUsed(...used), []),
});

/** A failure that can't be written down is answered like any other. */
export const withoutLostFailures = (audit: AuditStore): AuditStore => ({
  ...audit,
  appendFailure: (...failed) => unlessDiskFails(() => audit.appendFailure(...failed), undefined),
  noteDevice: (...noted) => unlessDiskFails(() => audit.noteDevice(...noted), undefined),
});
