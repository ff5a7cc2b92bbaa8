import { sql } from "drizzle-orm";
import { asVaultId, type UserId, type VaultId } from "../../../../ids.ts";
import type { ChangeNote, ChangeStore } from "../../../change-store.ts";
import type { ChangeNotes } from "../base/change-notes.ts";
import type { Queries } from "../base/queries.ts";
import { bound, compile } from "../base/statements.ts";

/** Looks for what other nodes changed, where the database can't tell it. */
export interface ChangePoll {
  /** The same store, which notes whose pages are open. */
  readonly read: ChangeStore["read"];
  readonly watch: ChangeStore["watch"];
  close(): void;
}

const EVERY_MS = 3000;
/** An open page reads its numbers four times a minute. */
const OPEN_FOR_MS = 60_000;

/** The number of sessions says that one was begun or ended elsewhere; everything else of an account is in its activity. */
const numbers = compile<[userId: UserId, vaultId: number | null, value: number]>(sql`
  SELECT memberships.user_id, vaults.id, vaults.revision FROM memberships JOIN vaults ON vaults.id = memberships.vault_id
    WHERE memberships.user_id = ANY(${bound("users")}::bigint[]) AND memberships.state = 'member'
  UNION ALL SELECT user_id, NULL, count(*) FROM sessions WHERE user_id = ANY(${bound("users")}::bigint[]) GROUP BY user_id
  UNION ALL SELECT user_id, NULL, max(id) FROM audit_events WHERE user_id = ANY(${bound("users")}::bigint[]) GROUP BY user_id
  ORDER BY 1, 2, 3`);

interface ChangePollOptions {
  /** Told of a failure; the next look tries again. */
  readonly explain: (error: unknown) => unknown;
  readonly everyMs?: number | undefined;
}

/**
 * One statement every few seconds for all accounts with open pages.
 */
export function pollChanges(
  { all }: Pick<Queries, "all">,
  { read }: Pick<ChangeStore, "read">,
  {
    notes,
    explain,
    everyMs = EVERY_MS,
  }: ChangePollOptions & { readonly notes: Pick<ChangeNotes, "tell" | "watch"> },
): ChangePoll {
  const openUntil = new Map<UserId, number>();
  /** The numbers of an account and which vaults it has, as text. */
  const accounts = new Map<UserId, string>();
  const revisions = new Map<VaultId, number>();
  let watching = 0;
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;

  const note = (vaultId: VaultId, revision: number) =>
    void revisions.set(vaultId, Math.max(revision, revisions.get(vaultId) ?? 0));
  // What this node changed, its listeners know already.
  const stopNoting = notes.watch((own) => own.kind === "vault" && note(own.vaultId, own.revision));

  function forgetClosed(): UserId[] {
    const now = performance.now();
    for (const [userId, until] of openUntil)
      if (until < now) {
        openUntil.delete(userId);
        accounts.delete(userId);
      }
    return [...openUntil.keys()];
  }

  async function look(): Promise<void> {
    const users = forgetClosed();
    if (users.length === 0) return notes.tell([{ kind: "unknown" }]);
    if (isLooking) return;
    isLooking = true;
    try {
      const rows = await all(numbers, { users });
      notes.tell([...changedVaults(rows), ...changedAccounts(users, rows)]);
    } catch (error) {
      explain(error);
    } finally {
      isLooking = false;
    }
  }

  function changedVaults(rows: readonly [UserId, number | null, number][]): ChangeNote[] {
    return rows.flatMap(([, id, revision]) => {
      if (id === null) return [];
      const vaultId = asVaultId(id);
      const known = revisions.get(vaultId);
      if (known !== undefined && known >= revision) return [];
      revisions.set(vaultId, revision);
      return known === undefined ? [] : [{ kind: "vault" as const, vaultId, revision, by: null }];
    });
  }

  function changedAccounts(
    users: readonly UserId[],
    rows: readonly [UserId, number | null, number][],
  ): ChangeNote[] {
    return users.flatMap((userId) => {
      const own = rows.filter(([id]) => id === userId);
      const account = own.map(([, vaultId, value]) => (vaultId === null ? value : `vault ${vaultId}`)).join();
      const isKnown = accounts.get(userId) === account;
      accounts.set(userId, account);
      // What came between the page's own look and the first one here isn't known, so the page looks again.
      return isKnown ? [] : [{ kind: "account" as const, userId }];
    });
  }

  return {
    async read(userId) {
      openUntil.set(userId, performance.now() + OPEN_FOR_MS);
      const answer = await read(userId);
      for (const { vaultId, revision } of answer.vaults) note(vaultId, revision);
      return answer;
    },

    watch(listener) {
      const stop = notes.watch(listener);
      watching += 1;
      timer ??= setInterval(() => void look(), everyMs).unref();
      return () => {
        stop();
        watching -= 1;
        if (watching > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },

    close() {
      stopNoting();
      clearInterval(timer);
    },
  };
}
