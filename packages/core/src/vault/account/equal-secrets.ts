import { wipe } from "../../cipher/keys.ts";
import { unwrapVaultKey } from "../../cipher/passphrase-wrap.ts";
import { VaultError } from "../../errors.ts";
import { areSameSecret } from "../../rules/secrets.ts";
import type { UserRow } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";

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

/**
 * For a change without the passphrase. Costs an Argon2id run, and tells whether a text is the passphrase: whoever isn't trusted
 * pays for it as for a login.
 * @throws VaultError INVALID_INPUT when the new password opens the vault.
 */
export async function refusePassphraseAsPassword(
  { kdf }: Pick<VaultDeps, "kdf">,
  user: Pick<UserRow, "id" | "wrap">,
  newPassword: string,
): Promise<void> {
  const opened = await unwrapVaultKey(kdf, "proven", {
    passphrase: newPassword,
    userId: user.id,
    wrap: user.wrap,
  });
  wipe(opened?.key);
  if (opened) throw equalSecretsError("newPassword");
}
