import { VaultError } from "../../errors.ts";
import type { PasskeyRequest, PasskeySelection, PasskeyUnlocking } from "../../schemas/passkeys.ts";
import type { PasskeyRow } from "../../store/passkey-store.ts";
import { newChallenge } from "../access/challenges.ts";
import { judgeAssertion } from "../access/judge-passkey.ts";
import { requestFor } from "../access/passkey-login.ts";
import { deviceOf } from "../access/sessions.ts";
import type { UnlockedAccount } from "../access/unlock.ts";
import { provePassword } from "../account/account.ts";
import type { VaultDeps } from "../deps.ts";
import { type PageSite, requireSite } from "../passkey-site.ts";
import { sealPasskey } from "../records/passkey-record.ts";
import { changeFactors } from "./change-factors.ts";
import { cantOpen, findOwnPasskey, openOwnRecord, sealUnlock } from "./own-passkey.ts";

const placeOf = ({ userId, live }: UnlockedAccount) =>
  ({ purpose: "open-vault", userId, sessionId: live.sessionId }) as const;

/** What the browser is to ask the passkey for, so that it opens the vault. @throws VaultError NOT_FOUND, PASSKEYS_UNAVAILABLE. */
export async function beginPasskeyUnlock(
  deps: VaultDeps,
  account: UnlockedAccount,
  { site, input }: { readonly site: PageSite; readonly input: PasskeySelection },
): Promise<PasskeyRequest> {
  requireSite(site);
  const row = await findOwnPasskey(deps, account, input.id);
  if (!row.mayLogIn) throw cantOpen();
  return requestFor(row, newChallenge(deps, placeOf(account)), [row]);
}

/**
 * Lets a passkey open the vault, or no more. Ends every other session.
 * @throws VaultError CREDENTIALS_INCORRECT, NOT_FOUND, PASSKEY_INCORRECT, RECORD_DAMAGED, CONFLICT.
 */
export async function setPasskeyUnlock(
  deps: VaultDeps,
  account: UnlockedAccount,
  { site, id, password, unlock }: PasskeyUnlocking & { readonly site: PageSite },
): Promise<{ done: true }> {
  await provePassword(deps, account.live, password);
  const row = await findOwnPasskey(deps, account, id);
  const { unlockPublic: _, ...kept } = openOwnRecord(account, row);
  const opening = unlock && (await sealOpening(deps, account, { site, row, ...unlock }));
  const { userId } = account;
  const sealRev = row.sealRev + 1;
  const record = { ...kept, ...opening?.record };
  const sealed = sealPasskey(deps.random, account.keys, { place: { id, userId, sealRev }, record });
  await changeFactors(deps, account, (change) =>
    deps.store.passkeys.setUnlock(userId, {
      ...change,
      id,
      expectedRevision: row.revision,
      sealRev,
      sealed,
      unlock: opening && {
        unlockPrivate: opening.unlockPrivate,
        unlockBox: opening.unlockBox,
        proof: opening.proof,
      },
    }),
  );
  return { done: true };
}

async function sealOpening(
  deps: VaultDeps,
  account: UnlockedAccount,
  {
    site,
    row,
    response,
    unlockSecret,
  }: NonNullable<PasskeyUnlocking["unlock"]> & { readonly site: PageSite; readonly row: PasskeyRow },
) {
  if (!row.mayLogIn) throw cantOpen();
  const judged = await judgeAssertion(deps, response, {
    ...placeOf(account),
    site: requireSite(site),
    device: deviceOf(deps, account.live),
  });
  if (judged?.passkey.id !== row.id) throw new VaultError("PASSKEY_INCORRECT");
  return { ...sealUnlock(deps, account, { passkeyId: row.id, unlockSecret }), proof: judged.proof };
}
