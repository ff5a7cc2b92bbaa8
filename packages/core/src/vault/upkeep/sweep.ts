import { staleSeals } from "../access/unlock.ts";
import { deletionCutoff } from "../account/account.ts";
import { eraseMarkedFiles } from "../attachments/erase-files.ts";
import type { VaultDeps } from "../deps.ts";
import { DAY_MS, UNDO_DAYS } from "../durations.ts";
import { ERASED_A_STEP } from "../erasing.ts";
import { sweepFactors } from "../factors/second-factor.ts";

const KEEP_AUDIT_DAYS = 365;
/** Each has as many rows as its file had items. */
const BATCHES_A_STEP = 1;

/**
 * Erases what has ended: sessions, unused seals, accounts past their grace, versions, events and keys of requests past their time; then the
 * bytes that are left of them in the database. To be called once a minute.
 */
export async function sweep(deps: VaultDeps): Promise<void> {
  try {
    await eraseEnded(deps);
  } finally {
    // On a full disk, this is what gives room back.
    await deps.store.maintain();
  }
}

async function eraseEnded(deps: VaultDeps): Promise<void> {
  const now = deps.clock.now();
  const stale = staleSeals(now);
  await deps.store.sessions.sweep(now, stale.madeBefore, stale.usedBefore);
  await sweepFactors(deps, now);
  await deps.store.administration.sweepLinks(now);
  await inSteps(deps, () => deps.store.users.eraseDeletedBefore(deletionCutoff(now), ERASED_A_STEP));
  // A year ago someone may have changed ten thousand items at once.
  const cutoff = now - deps.policy.keepVersionsDays * DAY_MS;
  await inSteps(
    deps,
    async () => (await deps.store.items.eraseVersionsBefore(cutoff, ERASED_A_STEP)) === ERASED_A_STEP,
  );
  await deps.store.attachments.markOverdue({ arrivingBefore: now - DAY_MS, removedBefore: cutoff });
  await eraseMarkedFiles(deps);
  await inSteps(
    deps,
    async () => (await deps.store.requests.eraseBefore(now - DAY_MS, ERASED_A_STEP)) === ERASED_A_STEP,
  );
  await deps.store.audit.eraseBefore(now - KEEP_AUDIT_DAYS * DAY_MS);
  deps.importDesk.dropIdle();
  const undoable = now - UNDO_DAYS * DAY_MS;
  await inSteps(
    deps,
    async () => (await deps.store.importBatches.eraseBefore(undoable, BATCHES_A_STEP)) === BATCHES_A_STEP,
  );
}

/** Each step is a transaction of its own: others get their turn between them, and what a kill leaves, the next sweep finds. */
async function inSteps(deps: VaultDeps, eraseSome: () => Promise<boolean>): Promise<void> {
  while (await eraseSome()) await deps.clock.yield();
}
