import { VaultError } from "../../errors.ts";
import type { ChangeEvent, ChangesSeen } from "../../schemas/changes.ts";
import type { VaultDeps } from "../deps.ts";
import { loadLiveSession, type TokenClaims } from "./sessions.ts";

/** What a page hears next. */
export interface ChangesFound {
  /** What there is to see now. null: the session has ended. */
  readonly seen: ChangesSeen | null;
  readonly events: readonly ChangeEvent[];
  /** When the session ends if it isn't used, by the server's clock. */
  readonly expiresAt: number;
}

/**
 * Compares what a page has seen with what there is. It doesn't count as a use of the session: a page that only watches keeps none alive.
 * @param before null: nothing yet, so there is nothing to compare.
 */
export async function lookForChanges(
  deps: VaultDeps,
  claims: TokenClaims,
  before: ChangesSeen | null,
): Promise<ChangesFound> {
  try {
    const { session } = await loadLiveSession(deps, claims, { isUse: false });
    const { account, vaults } = await deps.store.changes.read(claims.userId);
    const seen: ChangesSeen = {
      account,
      vaults: vaults.map(({ vaultId, revision }) => ({
        id: vaultId,
        revision: deps.changeFeed.revisionOfOthers(vaultId, claims.sessionId, revision),
      })),
    };
    return { seen, events: before ? eventsBetween(before, seen) : [], expiresAt: session.expiresAt };
  } catch (error) {
    if (!(error instanceof VaultError) || error.code !== "UNAUTHORIZED") throw error;
    return { seen: null, events: [{ kind: "session-ended" }], expiresAt: 0 };
  }
}

function eventsBetween(before: ChangesSeen, now: ChangesSeen): ChangeEvent[] {
  const known = new Map(before.vaults.map(({ id, revision }) => [id, revision]));
  const changed = now.vaults.filter(({ id, revision }) => known.get(id) !== revision);
  const isSameList =
    now.vaults.length === before.vaults.length && now.vaults.every(({ id }) => known.has(id));
  return [
    ...(now.account === before.account && isSameList ? [] : [{ kind: "account-changed" } as const]),
    ...changed.map(({ id, revision }) => ({ kind: "vault-changed", vaultId: id, revision }) as const),
  ];
}
