import { createHash } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { decodeBase64url } from "@opp/core/base64";
import { SERVER_SECRET_BYTES } from "@opp/core/cipher/server-secret";
import { shellWord } from "@opp/core/shell-word";
import { placeNewFile } from "@opp/core/store/sqlite/files/place-new-file";
import type { VaultDeps } from "@opp/core/vault/deps";
import { StartRefusal } from "../errors/start-refusal.ts";
import { adviceOn, reasonOf } from "../files/data-folder.ts";
import { readPrivateFile } from "../files/private-file.ts";
import type { ServerConfig } from "./config.ts";

export interface ServerSecret {
  readonly bytes: Uint8Array;
  readonly isNew: boolean;
  /** What was overlooked about its file, for the log. */
  readonly accepted: string | null;
}

/** The secret that is configured, or else its file's. @throws StartRefusal */
export function serverSecretFor(
  { secretKey, secretKeyFile }: Pick<ServerConfig, "secretKey" | "secretKeyFile">,
  random: VaultDeps["random"],
): ServerSecret {
  if (secretKey === null) return loadServerSecret(secretKeyFile, random);
  // Of any length, and made by others: its hash has the length that is needed. The prefix keeps it apart from other uses.
  const hash = createHash("sha256").update("OpenPassPhrase secret_key\0").update(secretKey.reveal());
  return { bytes: new Uint8Array(hash.digest()), isNew: false, accepted: null };
}

/**
 * The secret that session tokens are signed with: base64url text in a file that only its owner can read. Made when the file
 * isn't there; the sessions of an earlier secret end with it.
 * @throws StartRefusal when it can't be read or made, others can read it, or it isn't 32 bytes.
 */
export function loadServerSecret(path: string, random: VaultDeps["random"]): ServerSecret {
  const file = readPrivateFile("The server secret", path, 0o077);
  if (file === null) {
    const made = makeSecret(path, random);
    // Of two first starts at once, one makes the secret, and the other takes that one.
    return made ? { bytes: made, isNew: true, accepted: null } : loadServerSecret(path, random);
  }
  const bytes = decodeBase64url(file.text.trim());
  if (bytes?.length !== SERVER_SECRET_BYTES) {
    throw new StartRefusal([
      `The server secret ${path} isn't ${SERVER_SECRET_BYTES} bytes in base64url (43 characters). ` +
        `Restore the right file, or delete it for a new secret, which ends all sessions: rm ${shellWord(path)}`,
    ]);
  }
  return { bytes, isNew: false, accepted: file.accepted };
}

/** @returns null when another process made it in between. */
function makeSecret(path: string, random: VaultDeps["random"]): Uint8Array | null {
  const secret = random(SERVER_SECRET_BYTES);
  // Under another name until it is whole, so that a crash leaves no half a secret.
  const draft = `${path}.${process.pid}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = openSync(draft, "w", 0o600);
    try {
      writeSync(file, `${Buffer.from(secret).toString("base64url")}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (!placeNewFile(draft, path)) return null;
  } catch (error) {
    try {
      rmSync(draft, { force: true });
    } catch {
      // The first error says more.
    }
    throw new StartRefusal([
      `Can't create the server secret ${path} (${reasonOf(error)}). ${adviceOn(error, "Set OPP_SECRET_KEY_FILE=<a file in a folder you own>")}`,
    ]);
  }
  return secret;
}
