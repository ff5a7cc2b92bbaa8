import { createCipheriv, createHash, randomBytes } from "node:crypto";
import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { deriveArgon2 } from "../../derive/argon2.ts";
import { INNER_FIELD, STREAM_CIPHER } from "../../keepass/constants.ts";
import { blockMac, chachaNonce, cipherKey, headerMac, hmacBase, u32 } from "../../keepass/file-keys.ts";
import { streamCipher } from "../../keepass/stream-cipher.ts";
import type { CategoryPath, ReadAttachment, ReadItem } from "../../model.ts";
import { fileHeader, type KdbxKdf } from "./file-header.ts";
import { vaultTree } from "./vault-tree.ts";
import { vaultXml } from "./vault-xml.ts";
import { XmlWriter } from "./xml-writer.ts";

export interface KdbxVault {
  /** The database's name: the vault's, or the exported category's. */
  readonly name: string;
  /** What the vault is known by, so that a second export gives entries and groups the same ids. */
  readonly seed: string;
  readonly categories: readonly CategoryPath[];
  /** Kinds' fields are among an item's fields. */
  readonly items: readonly ReadItem[];
}

export interface KdbxOptions {
  readonly password: string;
  /** Milliseconds since 1970, for what has no instant. */
  readonly now: number;
  readonly cipher?: "aes" | "chacha20";
  readonly kdf?: KdbxKdf;
}

const USUAL_KDF: KdbxKdf = { type: "argon2id", memoryKiB: 64 * 1024, passes: 3, lanes: 2 };
const BLOCK_BYTES = 1024 * 1024;
const IV_BYTES = { aes: 16, chacha20: 12 } as const;

/** A vault as a KeePass database, KDBX 4.1, in pieces. Contents of attachments are read once, before the items. */
export async function* writeKdbx(vault: KdbxVault, options: KdbxOptions): AsyncGenerator<Uint8Array> {
  const { password, cipher = "aes", kdf = USUAL_KDF } = options;
  const salt = randomBytes(32);
  const masterSeed = randomBytes(32);
  const iv = randomBytes(IV_BYTES[cipher]);
  const header = fileHeader({ cipher, kdf, salt, masterSeed, iv });
  const composite = createHash("sha256")
    .update(createHash("sha256").update(password.normalize("NFC"), "utf8").digest())
    .digest();
  const transformed = await deriveArgon2(kdf.type, composite, { salt, cost: kdf });
  const base = hmacBase(masterSeed, transformed);
  yield Buffer.concat([header, createHash("sha256").update(header).digest(), headerMac(base, header)]);

  const key = cipherKey(masterSeed, transformed);
  const encrypt =
    cipher === "aes"
      ? createCipheriv("aes-256-cbc", key, iv)
      : createCipheriv("chacha20", key, chachaNonce(iv));
  const whole = Readable.from(content(vault, options.now), { objectMode: true });
  // Its callback reports nothing that the last stream doesn't throw.
  const encrypted = pipeline(whole, createGzip(), encrypt, () => {});
  yield* inBlocks(encrypted, base);
}

/** The inner header with the attachments, then the XML. */
async function* content(vault: KdbxVault, now: number): AsyncGenerator<Uint8Array> {
  const streamKey = randomBytes(64);
  yield innerField(INNER_FIELD.streamCipher, u32(STREAM_CIPHER.chacha20));
  yield innerField(INNER_FIELD.streamKey, streamKey);
  const pool = new Map<string, ReadAttachment>();
  for (const { attachments = [] } of vault.items)
    for (const attachment of attachments)
      if (!pool.has(attachment.sha256)) pool.set(attachment.sha256, attachment);
  for (const attachment of pool.values()) yield* poolEntry(attachment);
  yield innerField(INNER_FIELD.end, new Uint8Array(0));

  const refs = new Map([...pool.keys()].map((sha256, index) => [sha256, index]));
  const xml = new XmlWriter(streamCipher(STREAM_CIPHER.chacha20, streamKey));
  const writing = { xml, now, refOf: (sha256: string) => refs.get(sha256) ?? 0 };
  for (const piece of vaultXml(writing, vaultTree(vault))) yield Buffer.from(piece, "utf8");
}

const innerField = (id: number, value: Uint8Array): Buffer =>
  Buffer.concat([Uint8Array.of(id), u32(value.length), value]);

const PROTECTED_IN_MEMORY = 1;

/** @throws Error: the content has another length than its record says, which would make the file unreadable */
async function* poolEntry({ bytes, read }: ReadAttachment): AsyncGenerator<Uint8Array> {
  yield Buffer.concat([
    Uint8Array.of(INNER_FIELD.binary),
    u32(bytes + 1),
    Uint8Array.of(PROTECTED_IN_MEMORY),
  ]);
  let written = 0;
  for await (const piece of read()) {
    written += piece.length;
    yield piece;
  }
  if (written !== bytes) throw new Error("an attachment's content hasn't the length that it should have");
}

async function* inBlocks(encrypted: AsyncIterable<unknown>, base: Uint8Array): AsyncGenerator<Uint8Array> {
  let index = 0n;
  let held: Uint8Array[] = [];
  let bytes = 0;
  const block = (blockContent: Uint8Array) => {
    const mac = blockMac(base, index, blockContent);
    index += 1n;
    return Buffer.concat([mac, u32(blockContent.length), blockContent]);
  };
  for await (const piece of encrypted) {
    if (!(piece instanceof Uint8Array)) continue;
    held.push(piece);
    bytes += piece.length;
    while (bytes >= BLOCK_BYTES) {
      const all = Buffer.concat(held);
      yield block(all.subarray(0, BLOCK_BYTES));
      held = [all.subarray(BLOCK_BYTES)];
      bytes -= BLOCK_BYTES;
    }
  }
  if (bytes > 0) yield block(Buffer.concat(held));
  yield block(new Uint8Array(0));
}
