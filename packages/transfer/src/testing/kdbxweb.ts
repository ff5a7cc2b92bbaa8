import { argon2 } from "node:crypto";
import { argon2d, argon2id } from "@noble/hashes/argon2.js";
import { Credentials, CryptoEngine, Kdbx, ProtectedValue } from "kdbxweb";

CryptoEngine.setArgon2Impl(async (message, salt, memory, passes, length, parallelism, type, version) => {
  const key =
    version === 0x13
      ? await derive(type === 0 ? "argon2d" : "argon2id", {
          message,
          nonce: salt,
          memory,
          passes,
          parallelism,
          tagLength: length,
        })
      : (type === 0 ? argon2d : argon2id)(new Uint8Array(message), new Uint8Array(salt), {
          t: passes,
          m: memory,
          p: parallelism,
          version,
          dkLen: length,
        });
  return Uint8Array.from(key).buffer;
});

const derive = (
  type: "argon2d" | "argon2id",
  parameters: Parameters<typeof argon2>[1],
): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    argon2(type, parameters, (error, key) => (error ? reject(error) : resolve(key)));
  });

/** A KeePass file as another program sees it. */
export const openByKdbxweb = (
  file: Uint8Array,
  password: string | null,
  keyFile: Uint8Array | null = null,
): Promise<Kdbx> =>
  Kdbx.load(
    Uint8Array.from(file).buffer,
    new Credentials(
      password === null ? null : ProtectedValue.fromString(password),
      keyFile && Uint8Array.from(keyFile).buffer,
    ),
  );
