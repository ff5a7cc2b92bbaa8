import { type AuthenticatorTraits, makePasskey } from "@opp/core/testing/authenticator";
import { TEST_ORIGIN, type TestAccount } from "./test-api.ts";

/** Adds a passkey of a software authenticator through the procedures. */
export async function addPasskey(
  { call, password }: { readonly call: Pick<TestAccount["call"], "passkeys">; readonly password: string },
  {
    name = "a passkey",
    use = "log-in",
    opensVault = false,
    ...traits
  }: AuthenticatorTraits & {
    readonly name?: string;
    readonly use?: "log-in" | "second-factor";
    readonly opensVault?: boolean;
  } = {},
) {
  const options = await call.passkeys.beginAdd({ password, for: use });
  const { passkey, registration } = makePasskey(options, TEST_ORIGIN, traits);
  const unlockSecret = opensVault ? passkey.unlockSecret() : undefined;
  const { id } = await call.passkeys.add({ response: registration, name, unlockSecret });
  return { ...passkey, id, credentialId: passkey.id, rpId: options.rp.id };
}
