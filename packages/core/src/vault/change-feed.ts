import type { SessionId, VaultId } from "../ids.ts";
import type { ChangeNote, ChangeStore } from "../store/change-store.ts";

/**
 * Tells the pages of this process that something has changed, and who changed it. Within one process it is made of the store's
 * own notes; several nodes on one database would pass the same notes on between them.
 */
export interface ChangeFeed {
  /** @returns how to stop it. */
  hear(listener: (note: ChangeNote) => void): () => void;
  /** The revision of the vault's last change that isn't this session's; as far as that is known, otherwise `revision`. */
  revisionOfOthers(vaultId: VaultId, sessionId: SessionId, revision: number): number;
}

interface Origin {
  readonly revision: number;
  readonly by: SessionId | null;
  /** The last revision that another session made. */
  readonly others: number;
}

/** Beyond that, the oldest are forgotten, and their pages fetch once too often. */
const MOST_VAULTS = 10_000;

export function createChangeFeed(changes: Pick<ChangeStore, "watch">): ChangeFeed {
  const listeners = new Set<(note: ChangeNote) => void>();
  const origins = new Map<VaultId, Origin>();
  let stop: (() => void) | null = null;

  function noteOrigin({ vaultId, revision, by }: Extract<ChangeNote, { kind: "vault" }>): void {
    const last = origins.get(vaultId);
    const isNext = last?.revision === revision - 1 && last.by === by;
    origins.delete(vaultId);
    origins.set(vaultId, { revision, by, others: isNext ? last.others : revision - 1 });
    const [oldest] = origins.keys();
    if (origins.size > MOST_VAULTS && oldest !== undefined) origins.delete(oldest);
  }
  const pass = (note: ChangeNote) => {
    if (note.kind === "vault") noteOrigin(note);
    for (const listener of listeners) listener(note);
  };

  return {
    hear(listener) {
      listeners.add(listener);
      stop ??= changes.watch(pass);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = null;
        // What is changed unheard has no known origin.
        origins.clear();
      };
    },

    revisionOfOthers(vaultId, sessionId, revision) {
      const origin = origins.get(vaultId);
      return origin?.revision === revision && origin.by === sessionId ? origin.others : revision;
    },
  };
}
