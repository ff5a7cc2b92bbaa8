import { ImportRefusal } from "../refusal.ts";

/**
 * A password as typed, and composed (NFC), which most programs derive keys from.
 * @throws ImportRefusal wrong-credentials: none was given
 */
export function passwordsToTry(password: string | null): readonly string[] {
  if (password === null)
    throw new ImportRefusal("wrong-credentials", "The file has a password. Enter it to open the file.");
  return [...new Set([password, password.normalize("NFC")])];
}
