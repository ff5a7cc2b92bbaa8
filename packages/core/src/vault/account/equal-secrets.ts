import { VaultError } from "../../errors.ts";
import { areSameSecret } from "../../rules/secrets.ts";

/** The passphrase is the password: whoever learns one would have both. */
export const equalSecretsError = (field: string): VaultError =>
  new VaultError(
    "INVALID_INPUT",
    { field },
    "The passphrase must not be the password. Choose two different ones.",
  );

/** @throws VaultError INVALID_INPUT when the passphrase is the password. */
export function refuseEqualSecrets(password: string, passphrase: string, field: string): void {
  if (areSameSecret(password, passphrase)) throw equalSecretsError(field);
}
