import { isLegacyHash } from "../../cipher/legacy-password.ts";
import { utf8Encode } from "../../cipher/utf8.ts";
import { cellText, isLegacyKey, type LegacyCipher, legacyKey } from "../../legacy/legacy-cipher.ts";
import type { LegacyCell, LegacyUserRow } from "../../legacy/legacy-rows.ts";
import { guessableSentence, isGuessable } from "../../rules/guessing.ts";
import { newPassphrase } from "../../schemas/secrets.ts";
import type { VaultDeps } from "../deps.ts";

/**
 * The old key, if the passphrase is the one that was set. It is tried as it was typed, and as OpenPassPhrase may have read it:
 * trimmed, and with letters put together or taken apart.
 */
export function findLegacyKey(
  cipher: LegacyCipher,
  typed: string,
  phraseCheck: LegacyCell,
): { readonly passphrase: string; readonly key: Uint8Array } | null {
  const forms = [typed, typed.trim()].flatMap((text) => [text, text.normalize("NFC"), text.normalize("NFD")]);
  for (const passphrase of new Set(forms)) {
    const key = legacyKey(cipher, passphrase);
    if (isLegacyKey(cipher, key, phraseCheck)) return { passphrase, key };
    key.fill(0);
  }
  return null;
}

type Choice =
  | { readonly passphrase: string; readonly isOld: boolean }
  | {
      readonly refusal: "new-passphrase-invalid" | "old-passphrase-invalid" | "passphrase-is-password";
      readonly reason: string;
    };

/** The passphrase that the vault is sealed under here: the new one, or the old one where it is good enough. */
export async function chooseImportPassphrase(
  deps: Pick<VaultDeps, "kdf" | "legacyPassword" | "estimateStrengths">,
  old: string,
  { selected, user }: { readonly selected: string | undefined; readonly user: LegacyUserRow },
): Promise<Choice> {
  const parsed = newPassphrase.safeParse(selected ?? old);
  if (!parsed.success) {
    const wrong = parsed.error.issues[0]?.message ?? "";
    return selected === undefined
      ? {
          refusal: "old-passphrase-invalid",
          reason: `The old passphrase can't be kept. ${wrong} Choose a new one.`,
        }
      : { refusal: "new-passphrase-invalid", reason: `The new passphrase can't be. ${wrong}` };
  }
  const passphrase = parsed.data;
  // The old one still opens the vault, and the account is marked.
  if (selected !== undefined) {
    const [strength] = await deps.estimateStrengths([
      { password: passphrase, userInputs: [cellText(user.username) ?? ""] },
    ]);
    if (strength && isGuessable(strength))
      return { refusal: "new-passphrase-invalid", reason: guessableSentence("passphrase") };
  }
  const hash = cellText(user.password)?.trim() ?? "";
  const isPassword = isLegacyHash(hash) && (await deps.legacyPassword(utf8Encode(passphrase), hash));
  if (isPassword) {
    return {
      refusal: "passphrase-is-password",
      reason: "The passphrase must not be the password. Choose a new passphrase.",
    };
  }
  return { passphrase, isOld: passphrase === old.normalize("NFC") };
}
