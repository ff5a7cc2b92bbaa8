import type { PasswordProof } from "../../schemas/account.ts";
import type { BackupState, Finding, RegistrationChoice, ServerState } from "../../schemas/administration.ts";
import { registrationRule } from "../account/register.ts";
import type { VaultDeps } from "../deps.ts";
import { DAY_MS } from "../durations.ts";
import { type Administrator, administer } from "./administrator.ts";

/** What an administrator sees of the server itself. */
export async function describeServer(deps: VaultDeps, version: string): Promise<ServerState> {
  const backups = await deps.serverDesk.backups();
  return {
    version,
    registration: {
      inForce: await registrationRule(deps),
      configured: deps.policy.registration,
      chosen: await deps.store.administration.chosenRegistration(),
    },
    backups,
    backupOverdue: await isBackupOverdue(deps, backups),
  };
}

const OVERDUE_MS = 3 * DAY_MS;

/** A new server has some days to make its first one. */
async function isBackupOverdue({ store, clock }: VaultDeps, { lastAt }: BackupState): Promise<boolean> {
  const since = lastAt ?? Math.min(...(await store.users.list()).map(({ createdAt }) => createdAt));
  return clock.now() - since > OVERDUE_MS;
}

/** What `opp doctor` finds, as far as the process that serves can look. */
export const examineServer = async (deps: VaultDeps): Promise<{ findings: Finding[] }> => ({
  findings: await deps.serverDesk.examine(),
});

/** Sets the registration rule from now on, on all nodes and after a restart. @throws VaultError as `administer` does. */
export async function chooseRegistration(
  deps: VaultDeps,
  who: Administrator,
  { registration, password }: RegistrationChoice,
): Promise<{ done: true }> {
  await administer(deps, { who, password }, (act) =>
    deps.store.administration.chooseRegistration(registration, act),
  );
  return { done: true };
}

/** Makes a backup where the plan makes them. @throws VaultError NO_BACKUP_PLAN, BACKUP_FAILED, and as `administer` does. */
export async function makeBackupNow(
  deps: VaultDeps,
  who: Administrator,
  { password }: PasswordProof,
): Promise<BackupState> {
  await administer(deps, { who, password }, async (act) => {
    await deps.serverDesk.makeBackup();
    return deps.store.administration.noteBackup(act);
  });
  return deps.serverDesk.backups();
}
