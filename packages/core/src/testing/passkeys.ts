import type { PasskeyUse } from "../rules/passkeys.ts";
import { newPasskey } from "../schemas/passkeys.ts";
import type { VaultDeps } from "../vault/deps.ts";
import { addPasskey, beginPasskey } from "../vault/factors/passkeys.ts";
import type { PasskeySite, RequestOrigin } from "../vault/passkey-site.ts";
import { type AuthenticatorTraits, type Ceremony, makePasskey } from "./authenticator.ts";
import { HOME, type Owner } from "./owner.ts";

const ORIGIN = "https://vault.example";
export const SITE: PasskeySite = { rpId: "vault.example", origins: [ORIGIN] };
/** Where the requests of a page come from that may ask for passkeys. */
export const PAGE: RequestOrigin = { ...HOME, site: SITE };

/** What the browser puts in front of an authenticator. */
export const ceremony = (challenge: string, given: Partial<Ceremony> = {}): Ceremony => ({
  challenge,
  rpId: SITE.rpId,
  origin: ORIGIN,
  ...given,
});

/** A passkey of a software authenticator, added to an account. */
export async function addTestPasskey(
  deps: VaultDeps,
  owner: Owner,
  {
    use = "log-in",
    opensVault = false,
    ...traits
  }: AuthenticatorTraits & { readonly use?: PasskeyUse; readonly opensVault?: boolean } = {},
) {
  using account = await owner.unlock();
  const { password } = owner.secrets;
  const options = await beginPasskey(deps, account, { site: SITE, input: { password, for: use } });
  const { passkey, registration } = makePasskey(options, ORIGIN, traits);
  const unlockSecret = opensVault ? passkey.unlockSecret() : undefined;
  const input = newPasskey.parse({ response: registration, name: "a passkey", unlockSecret });
  const added = await addPasskey(deps, account, { site: SITE, input });
  return { passkey, added, options, registration };
}
