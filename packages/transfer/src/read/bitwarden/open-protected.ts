import { createDecipheriv, createHash, createHmac, timingSafeEqual } from "node:crypto";
import { deriveArgon2 } from "../../derive/argon2.ts";
import { expandKey } from "../../derive/expand-key.ts";
import { derivePbkdf2 } from "../../derive/pbkdf2.ts";
import { parseJson } from "../../parse/scan-json.ts";
import { numberOf, text, type UnknownRecord } from "../../parse/unknown-values.ts";
import { ImportRefusal } from "../../refusal.ts";
import { passwordsToTry } from "../passwords-to-try.ts";

const PBKDF2 = 0;
const ARGON2ID = 1;
const KIB_IN_MIB = 1024;

interface Keys {
  readonly encryption: Uint8Array;
  readonly authentication: Uint8Array;
}

/**
 * The export inside of one that is protected by its own password.
 * @throws ImportRefusal wrong-credentials, too-costly, unsupported, damaged
 */
export async function openProtected(source: UnknownRecord, password: string | null): Promise<unknown> {
  const check = parseSealed(text(source["encKeyValidation_DO_NOT_EDIT"]));
  const sealed = parseSealed(text(source["data"]));
  for (const attempt of passwordsToTry(password)) {
    const keys = await deriveKeys(source, Buffer.from(attempt));
    if (!isAuthentic(check, keys)) continue;
    if (!isAuthentic(sealed, keys)) throw damaged();
    return parseJson(decrypt(sealed, keys));
  }
  throw new ImportRefusal("wrong-credentials", "This password doesn't open the file.");
}

/** The salt is the text of the field, not what it encodes; Argon2's memory is in MiB. */
async function deriveKeys(source: UnknownRecord, password: Uint8Array): Promise<Keys> {
  const salt = Buffer.from(text(source["salt"]));
  const rounds = numberOf(source["kdfIterations"]);
  const memory = numberOf(source["kdfMemory"]);
  const master = await (async () => {
    switch (numberOf(source["kdfType"])) {
      case PBKDF2:
        return derivePbkdf2(password, salt, rounds);
      case ARGON2ID:
        return deriveArgon2("argon2id", password, {
          salt: createHash("sha256").update(salt).digest(),
          cost: {
            memoryKiB: memory === undefined ? undefined : memory * KIB_IN_MIB,
            passes: rounds,
            lanes: numberOf(source["kdfParallelism"]),
          },
        });
      default:
        throw new ImportRefusal(
          "unsupported",
          "The file's key derivation isn't known here. Export again as .json, or report it.",
        );
    }
  })();
  return { encryption: expandKey(master, "enc"), authentication: expandKey(master, "mac") };
}

interface Sealed {
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly mac: Uint8Array;
}

/** `2.iv|ciphertext|mac`: AES-256-CBC with HMAC-SHA-256. */
function parseSealed(source: string): Sealed {
  const [, type, rest = ""] = /^(\d+)\.(.*)$/s.exec(source) ?? [];
  if (type !== undefined && type !== "2")
    throw new ImportRefusal(
      "unsupported",
      "The file is encrypted in a way that isn't known here. Export again as .json, or report it.",
    );
  const [iv, ciphertext, mac] = rest.split("|").map((part) => Buffer.from(part, "base64"));
  if (iv?.length !== 16 || mac?.length !== 32 || !ciphertext || ciphertext.length % 16 !== 0) throw damaged();
  return { iv, ciphertext, mac };
}

const isAuthentic = ({ iv, ciphertext, mac }: Sealed, { authentication }: Keys): boolean =>
  timingSafeEqual(createHmac("sha256", authentication).update(iv).update(ciphertext).digest(), mac);

function decrypt({ iv, ciphertext }: Sealed, { encryption }: Keys): string {
  try {
    const decipher = createDecipheriv("aes-256-cbc", encryption, iv);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString();
  } catch {
    throw damaged();
  }
}

const damaged = () =>
  new ImportRefusal(
    "damaged",
    "The file is damaged: its content doesn't match its check value. Export it again.",
  );
