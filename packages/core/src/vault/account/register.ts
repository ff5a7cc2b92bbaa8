import { newVaultKey, wipe } from "../../cipher/keys.ts";
import { hashLinkSecret } from "../../cipher/link-secret.ts";
import { wrapVaultKey } from "../../cipher/passphrase-wrap.ts";
import { hashPassword } from "../../cipher/password-hash.ts";
import { newRecoveryCode, sealForRecovery } from "../../cipher/recovery-code.ts";
import type { SessionOrigin } from "../../cipher/session-origin.ts";
import { VaultError } from "../../errors.ts";
import type { UserId } from "../../ids.ts";
import type { Registration as RegistrationRule } from "../../rules/registrations.ts";
import type { NewAccount, Registration, SystemStatus } from "../../schemas/account.ts";
import { noteDevice } from "../access/event-devices.ts";
import type { VaultDeps } from "../deps.ts";
import { refuseEqualSecrets } from "./equal-secrets.ts";
import { refuseGuessable } from "./refuse-guessable.ts";

export interface NewRegistration extends Registration {
  /** REST v1 takes any of six characters, as its clients know it. */
  readonly passphrases?: "judged" | "as in v1";
}

/** The registration rule: the choice at run time, else the configuration. */
export const registrationRule = async ({
  store,
  policy,
}: Pick<VaultDeps, "store" | "policy">): Promise<RegistrationRule> =>
  (await store.administration.chosenRegistration()) ?? policy.registration;

/**
 * Makes an account with an empty vault. Costs the address a try, as a login does, unless it succeeds or the server was full. With an
 * invitation, which is used up, whatever the rule is.
 * @param rule left out: the server's.
 * @throws VaultError REGISTRATION_CLOSED, LINK_UNUSABLE, USERNAME_TAKEN, INVALID_INPUT (passphrase equal to password, or one of them within reach of guessing), TOO_MANY_TRIES, BUSY.
 */
export async function registerAccount(
  deps: VaultDeps,
  origin: SessionOrigin,
  { input, given }: { readonly input: NewRegistration; readonly given?: RegistrationRule | undefined },
): Promise<NewAccount> {
  const rule = given ?? (await registrationRule(deps));
  const invitation = input.invitation === undefined ? undefined : hashLinkSecret(input.invitation);
  if (invitation === undefined && !isRegistrationOpen(rule, await deps.store.users.count()))
    throw new VaultError("REGISTRATION_CLOSED");
  refuseEqualSecrets(input.password, input.passphrase, "passphrase");
  await deps.clock.sleep(await deps.tryLimits.admit(origin.address, input.username));
  // Before any slow work: a secret that opens nothing pays for none.
  if (invitation !== undefined) await requireInvitation(deps, invitation);
  await refuseGuessableOnes(deps, input);
  const id = await deps.store.users.reserveId();
  const { recoveryCode, ...secrets } = await makeSecrets(deps, id, input).catch(async (error: unknown) => {
    if (error instanceof VaultError && error.code === "BUSY")
      await deps.tryLimits.forgive(origin.address, input.username);
    throw error;
  });
  const createdAt = deps.clock.now();
  const outcome = await deps.store.users.insert(
    { id, username: input.username, ...secrets, createdAt },
    // Checked again inside the transaction: of two first accounts at the same time, one is the first.
    { onlyFirst: invitation === undefined && rule === "first", invitation: invitation ?? undefined },
  );
  if (outcome === "username-taken") throw new VaultError("USERNAME_TAKEN", { field: "username" });
  if (outcome === "not-first") throw new VaultError("REGISTRATION_CLOSED");
  if (outcome === "link-unusable") throw new VaultError("LINK_UNUSABLE");
  await deps.tryLimits.forgive(origin.address, input.username);
  await noteDevice(deps, { userId: id, at: createdAt, device: origin.device });
  return { user: { id, username: input.username, createdAt }, recoveryCode };
}

async function requireInvitation({ store, clock }: VaultDeps, hash: Uint8Array | null): Promise<void> {
  const link = hash && (await store.administration.findLink(hash, clock.now()));
  if (link?.purpose !== "invitation") throw new VaultError("LINK_UNUSABLE");
}

function refuseGuessableOnes(deps: VaultDeps, input: NewRegistration): Promise<void> {
  const { username, password, passphrase, passphrases = "judged" } = input;
  const ofPassword = { what: "password", text: password, field: "password", known: [username] } as const;
  if (passphrases === "as in v1") return refuseGuessable(deps, ofPassword);
  const known = [username, password];
  return refuseGuessable(deps, ofPassword, {
    what: "passphrase",
    text: passphrase,
    field: "passphrase",
    known,
  });
}

async function makeSecrets(deps: VaultDeps, id: UserId, { password, passphrase }: Registration) {
  const vaultKey = { number: 1, key: newVaultKey(deps.random) };
  try {
    const recoveryCode = newRecoveryCode(deps.random);
    const recoverySeal = sealForRecovery(deps.random, recoveryCode, { userId: id, vaultKey });
    // Settled, so that none of the two still uses the key when it is wiped.
    const [hashing, wrapping] = await Promise.allSettled([
      hashPassword(deps, "log-in", { password, parameters: deps.policy.kdf }),
      wrapVaultKey(deps, "log-in", {
        passphrase,
        place: { userId: id, wrapNumber: 1 },
        vaultKey,
        parameters: deps.policy.kdf,
      }),
    ]);
    if (hashing.status === "rejected") throw hashing.reason;
    if (wrapping.status === "rejected") throw wrapping.reason;
    return { recoveryCode, recoverySeal, passwordHash: hashing.value, wrap: wrapping.value };
  } finally {
    wipe(vaultKey.key);
  }
}

/** Whether `registerAccount` would let someone in where there are so many accounts. */
const isRegistrationOpen = (rule: RegistrationRule, accounts: number): boolean =>
  rule === "open" || (rule === "first" && accounts === 0);

/** What a stranger may know of this server. */
export async function describeSystem(deps: VaultDeps, version: string): Promise<SystemStatus> {
  const { policy } = deps;
  const accounts = await deps.store.users.count();
  return {
    product: "OpenPassPhrase",
    version,
    registrationOpen: isRegistrationOpen(await registrationRule(deps), accounts),
    firstAccount: accounts === 0,
    defaultSessionSeconds: policy.defaultSessionSeconds,
    maxSessionSeconds: policy.maxSessionSeconds,
  };
}
