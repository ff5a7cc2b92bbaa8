import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deriveServerKeys } from "@opp/core/cipher/server-secret";
import Database from "better-sqlite3";
import { fastify } from "fastify";
import sodium from "libsodium-wrappers";

/**
 * The floor for `categories.list`: a hand-written route on the data folder of the measured server. It checks the token's
 * signature, reads the session's row, opens its seal, reads and opens the categories, and sends the same bytes under the same headers.
 */
await sodium.ready;
const folder = process.env["DATA_FOLDER"] ?? "";
const answerHeaders: Record<string, string> = JSON.parse(process.env["ANSWER_HEADERS"] ?? "{}");
const { tokenKey, pepper } = deriveServerKeys(
  Buffer.from(readFileSync(join(folder, "server-secret"), "utf8"), "base64url"),
);
const database = new Database(join(folder, "vault.sqlite"));
const findSession = database
  .prepare<unknown[], [Buffer, Buffer, number, number]>(
    `SELECT s.secret_hash, s.seal, u.wrap_number, v.key_number FROM sessions s
      JOIN users u ON u.id = s.user_id JOIN vaults v ON v.id = u.id
      WHERE s.id = ? AND s.user_id = ? AND s.expires_at > ? AND u.deleted_at IS NULL`,
  )
  .raw();
const readCategories = database
  .prepare<unknown[], [number, number, number, number, number, number, Buffer]>(
    `SELECT id, sort_id, seal_rev, revision, created_at, updated_at, sealed FROM categories
      WHERE vault_id = ? AND deleted_at IS NULL ORDER BY sort_id, id`,
  )
  .raw();
const ID_LABEL = Buffer.from("opp/session-id/v1");
const SEAL_LABEL = Buffer.from("opp/session-seal/v1");

const app = fastify();
app.get("/", (request, reply) => {
  const token = String(request.headers.authorization).slice("Bearer ".length);
  const passphrase = Buffer.from(String(request.headers["x-opp-phrase-base64"]), "base64url");
  reply.headers(answerHeaders).send(listCategories(token, passphrase));
});
process.stdout.write(`${await app.listen({ port: 0, host: "127.0.0.1" })}\n`);

function listCategories(token: string, passphrase: Buffer): string {
  const signed = token.slice(0, token.lastIndexOf("."));
  const signature = Buffer.from(token.slice(signed.length + 1), "base64url");
  if (!timingSafeEqual(createHmac("sha256", tokenKey).update(signed).digest(), signature))
    throw new Error("The signature is wrong.");
  const claims = JSON.parse(Buffer.from(signed.slice(signed.indexOf(".") + 1), "base64url").toString());
  const userId = Number(claims.sub);
  const [secretHash, seal, wrapNumber, keyNumber] =
    findSession.get(claims.sid, userId, Date.now()) ?? noSession();
  const sessionSecret = Buffer.from(claims.key, "base64url");
  const hash = sodium.crypto_generichash(32, Buffer.concat([ID_LABEL, sessionSecret]), null);
  if (!sodium.memcmp(hash, secretHash)) noSession();
  const bound = Buffer.concat([pepper, SEAL_LABEL, Buffer.from(claims.sid, "hex"), passphrase]);
  const sessionKey = sodium.crypto_generichash(32, bound, sessionSecret);
  const place = `opp|1|session-seal|u=${userId}|s=${claims.sid}|k=${keyNumber}|w=${wrapNumber}`;
  const vaultKey = open(seal, place, sessionKey);
  const recordKey = sodium.crypto_kdf_derive_from_key(32, 1, "oppvault", vaultKey);
  const parts = readCategories
    .all(userId)
    .map(([id, sortId, sealRev, revision, createdAt, updatedAt, sealed]) => {
      const padded = open(
        sealed,
        `opp|1|record|category|u=${userId}|i=${id}|r=${sealRev}|k=${keyNumber}`,
        recordKey,
      );
      const json = Buffer.from(padded.buffer, padded.byteOffset, padded.lastIndexOf(0x80)).toString("utf8");
      return `{"id":${id},"parentId":null,${json.slice(1, -1)},"sortId":${sortId},"revision":${revision},"createdAt":${createdAt},"updatedAt":${updatedAt},"deletedAt":null,"damaged":false}`;
    });
  return `{"result":{"data":{"categories":[${parts.join(",")}]}}}`;
}

const open = (sealed: Buffer, place: string, key: Uint8Array): Uint8Array =>
  sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
    null,
    sealed.subarray(29),
    Buffer.from(place),
    sealed.subarray(5, 29),
    key,
  );

function noSession(): never {
  throw new Error("No such session.");
}
