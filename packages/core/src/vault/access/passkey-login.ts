import { encodeBase64url } from "../../base64.ts";
import { utf8Encode } from "../../cipher/utf8.ts";
import { VaultError } from "../../errors.ts";
import { PASSKEY_UNLOCK_LABEL } from "../../rules/passkeys.ts";
import type { PasskeyCredentials } from "../../schemas/account.ts";
import type { PasskeyRequest } from "../../schemas/passkeys.ts";
import type { PasskeyRow } from "../../store/passkey-store.ts";
import type { VaultDeps } from "../deps.ts";
import {
  NO_SITE,
  type PageSite,
  type PasskeySite,
  type RequestOrigin,
  requireSite,
} from "../passkey-site.ts";
import { CHALLENGE_MS, newChallenge } from "./challenges.ts";
import { judgeAssertion } from "./judge-passkey.ts";
import { describeLogin, type LoggedIn } from "./log-in.ts";
import { openSession } from "./sessions.ts";

/** A login by passkey names no account, so its challenge names none. */
const PLACE = { purpose: "log-in", userId: null, sessionId: null } as const;

/** The secret that opens the vault is asked for in the same touch. */
export const UNLOCK_EXTENSION = {
  prf: { eval: { first: encodeBase64url(utf8Encode(PASSKEY_UNLOCK_LABEL)) } },
};

export const requestFor = (
  { rpId }: Pick<PasskeySite, "rpId">,
  challenge: string,
  allowed: readonly PasskeyRow[],
): PasskeyRequest => ({
  challenge,
  rpId,
  timeout: CHALLENGE_MS,
  allowCredentials: allowed.map(describePasskeyId),
  userVerification: "required",
  extensions: UNLOCK_EXTENSION,
});

export const describePasskeyId = ({ credentialId, transports }: PasskeyRow) => ({
  id: encodeBase64url(credentialId),
  type: "public-key" as const,
  transports: transports === "" ? [] : transports.split(" "),
});

/** The same for every visitor, apart from the challenge. @throws VaultError PASSKEYS_UNAVAILABLE */
export const askForPasskey = (deps: VaultDeps, site: PageSite): PasskeyRequest =>
  requestFor(requireSite(site), newChallenge(deps, PLACE), []);

export interface LoggedInWithPasskey extends LoggedIn {
  readonly passkeyId: number;
  readonly opensVault: boolean;
}

/**
 * Opens a session without username and password. It is two factors by itself, so no other one is asked for.
 * @throws VaultError PASSKEY_INCORRECT for whatever is wrong, no sooner than any other failed login; TOO_MANY_TRIES, PASSKEYS_UNAVAILABLE.
 */
export async function logInWithPasskey(
  deps: VaultDeps,
  origin: RequestOrigin,
  input: PasskeyCredentials,
): Promise<LoggedInWithPasskey> {
  const site = requireSite(origin.site ?? NO_SITE);
  await deps.tryLimits.admitAddress(origin.address);
  const startedAt = deps.clock.elapsed();
  const opened = await judgeAndOpen(deps, origin, { site, input });
  if (opened) {
    await deps.tryLimits.forgiveAddress(origin.address);
    return opened;
  }
  const left = deps.policy.failedLoginMilliseconds - (deps.clock.elapsed() - startedAt);
  await deps.clock.sleep(Math.max(0, left));
  throw new VaultError("PASSKEY_INCORRECT");
}

async function judgeAndOpen(
  deps: VaultDeps,
  origin: RequestOrigin,
  { site, input }: { readonly site: PasskeySite; readonly input: PasskeyCredentials },
): Promise<LoggedInWithPasskey | null> {
  const judged = await judgeAssertion(deps, input.response, { ...PLACE, site, device: origin.device });
  if (!judged) return null;
  const { user, passkey, proof } = judged;
  const opened = await openSession(deps, origin, {
    user,
    factor: { factorRev: user.factorRev, proof },
    ...input,
  });
  if (!opened) return null;
  return {
    ...(await describeLogin(deps, origin, { opened, user, isOwner: false })),
    passkeyId: passkey.id,
    opensVault: passkey.unlockBox !== null,
  };
}
