import { createStore } from "../../base/external-store.ts";
import { whenVaultCloses } from "../../lib/session/session.ts";

/** A file that was dropped onto the vault, until the import screen takes it. */
export const droppedFileStore = createStore<File | null>(null);

whenVaultCloses(() => droppedFileStore.set(null));
