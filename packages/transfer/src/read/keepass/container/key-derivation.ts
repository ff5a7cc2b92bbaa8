import { checkAesKdf, deriveByAes } from "../../../derive/aes-kdf.ts";
import { checkArgon2, deriveArgon2 } from "../../../derive/argon2.ts";
import { checkOldArgon2, deriveOldArgon2 } from "../../../derive/old-argon2.ts";
import { KDF } from "../../../keepass/constants.ts";
import { ImportRefusal } from "../../../refusal.ts";
import { ByteReader, readU32, readU64 } from "./byte-reader.ts";

/** Makes the transformed key of a composite key, both of 32 bytes. What it costs was checked. */
export type KeyDerivation = (compositeKey: Uint8Array) => Promise<Uint8Array>;

const damaged = (): ImportRefusal =>
  new ImportRefusal("damaged", "The file is damaged in its header: how its key is derived is missing.");

/** @throws ImportRefusal unsupported, too-costly or damaged, before anything is allocated */
export function readKdf(dictionary: Uint8Array | undefined): KeyDerivation {
  if (!dictionary) throw damaged();
  const entries = readDictionary(dictionary);
  const id = Buffer.from(entries.get("$UUID") ?? []).toString("hex");
  if (id === KDF.aes || id === KDF.aesToo)
    return aesKey(entries.get("S") ?? new Uint8Array(0), readU64(entries.get("R")));
  if (id !== KDF.argon2d && id !== KDF.argon2id)
    throw new ImportRefusal(
      "unsupported",
      "The file's key is derived in a way that isn't known here. Choose Argon2 or AES-KDF in the program that made it, and save again.",
    );
  if ((entries.get("K")?.length ?? 0) > 0 || (entries.get("A")?.length ?? 0) > 0)
    throw new ImportRefusal("unsupported", "The file's key needs a secret that isn't in the file.");
  const type = id === KDF.argon2d ? "argon2d" : "argon2id";
  const salt = entries.get("S") ?? new Uint8Array(0);
  const memoryBytes = readU64(entries.get("M"));
  const cost = {
    memoryKiB: memoryBytes === undefined ? undefined : Math.floor(memoryBytes / 1024),
    passes: readU64(entries.get("I")),
    lanes: readU32(entries.get("P")),
  };
  switch (readU32(entries.get("V"))) {
    case 0x13:
      checkArgon2({ ...cost, saltBytes: salt.length });
      return (key) => deriveArgon2(type, key, { salt, cost });
    case 0x10:
      checkOldArgon2({ ...cost, saltBytes: salt.length });
      return (key) => deriveOldArgon2(type, key, { salt, cost });
    default:
      throw new ImportRefusal(
        "unsupported",
        "The file's key needs a version of Argon2 that isn't known here.",
      );
  }
}

export function aesKey(seed: Uint8Array, rounds: number | undefined): KeyDerivation {
  if (seed.length !== 32) throw damaged();
  const checked = checkAesKdf(rounds);
  return (key) => deriveByAes(key, seed, checked);
}

/** Entries of a "variant dictionary", by name. */
function readDictionary(bytes: Uint8Array): Map<string, Uint8Array> {
  const entries = new Map<string, Uint8Array>();
  const reader = new ByteReader(bytes);
  if (reader.u16() >> 8 !== 1)
    throw new ImportRefusal("unsupported", "The file's header is of a version that isn't known here.");
  while (reader.u8() !== 0) {
    const key = new TextDecoder().decode(reader.take(reader.u32()));
    entries.set(key, reader.take(reader.u32()));
  }
  return entries;
}
