import { createHash } from "node:crypto";
import { ImportRefusal } from "../../../refusal.ts";
import { passwordsToTry } from "../../passwords-to-try.ts";
import type { FileSecrets } from "../../reader.ts";
import { keyOfFile } from "./key-file.ts";

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/**
 * The composite keys to try, the likeliest first: the typed password, then its composed form, since systems differ. Without a password
 * but with a key file: none, then an empty one, which differs.
 */
export function compositeKeys({ password, keyFile }: FileSecrets): Uint8Array[] {
  const fromFile = keyFile ? [keyOfFile(keyFile)] : [];
  if (password === null && !keyFile)
    throw new ImportRefusal("wrong-credentials", "This file needs its password, its key file, or both.");
  const passwords = password === null ? [null, ""] : passwordsToTry(password);
  return passwords.map((each) =>
    sha256(...(each === null ? [] : [sha256(new TextEncoder().encode(each))]), ...fromFile),
  );
}

export const wrongCredentials = (): ImportRefusal =>
  new ImportRefusal(
    "wrong-credentials",
    "This password (or key file) doesn't open the file. If a hardware key (YubiKey) or another key file belongs to it, the file can't be opened here: export it without.",
  );

/** Version 3 has no check value before the key. */
export const wrongCredentialsOrDamaged = (): ImportRefusal =>
  new ImportRefusal(
    "wrong-credentials",
    `${wrongCredentials().message} A file that is damaged near its start looks the same.`,
  );
