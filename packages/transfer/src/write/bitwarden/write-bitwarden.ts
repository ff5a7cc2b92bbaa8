import { createCipheriv, createHash, createHmac, randomBytes, randomUUID } from "node:crypto";
import { deriveArgon2 } from "../../derive/argon2.ts";
import { expandKey } from "../../derive/expand-key.ts";
import type { CategoryPath } from "../../model.ts";
import type { ContentSource } from "../content-source.ts";
import { bitwardenEntry } from "./bitwarden-entry.ts";

/** What Bitwarden's importer accepts at once; Vaultwarden refuses the whole file for one note that is longer. */
export const BITWARDEN_LIMITS = { items: 7000, folders: 2000, notesChars: 7400, passwordChars: 650 } as const;

const KDF = { memoryMib: 64, passes: 3, lanes: 4 } as const;

/** Bitwarden's JSON in clear, in pieces. Items in the trash are left out, as in Bitwarden's own export. */
export async function* writeBitwarden({ categories, items }: ContentSource): AsyncGenerator<string> {
  const folders = new Map(categories.map((path) => [keyOf(path), randomUUID()]));
  const entries = categories.map((path) => ({ id: folders.get(keyOf(path)), name: folderName(path) }));
  yield `{"encrypted":false,"folders":${JSON.stringify(entries)},"items":[`;
  let first = true;
  for await (const item of items) {
    if (item.trashed) continue;
    const entry = JSON.stringify(bitwardenEntry(item, folders.get(keyOf(item.category)) ?? null));
    yield first ? entry : `,${entry}`;
    first = false;
  }
  yield "]}";
}

/** The same under a separate password (`Password protected`), which any Bitwarden account can import. It is one text, so it is in memory. */
export async function* writeProtectedBitwarden(
  source: ContentSource,
  password: string,
): AsyncGenerator<string> {
  const pieces: string[] = [];
  for await (const piece of writeBitwarden(source)) pieces.push(piece);
  // The text is the salt, not what it encodes.
  const salt = randomBytes(16).toString("base64");
  const saltHash = createHash("sha256").update(salt).digest();
  const master = await deriveArgon2("argon2id", Buffer.from(password.normalize("NFC")), {
    salt: saltHash,
    cost: {
      memoryKiB: KDF.memoryMib * 1024,
      passes: KDF.passes,
      lanes: KDF.lanes,
    },
  });
  const keys = { encryption: expandKey(master, "enc"), authentication: expandKey(master, "mac") };
  yield JSON.stringify({
    encrypted: true,
    passwordProtected: true,
    salt,
    kdfType: 1,
    kdfIterations: KDF.passes,
    kdfMemory: KDF.memoryMib,
    kdfParallelism: KDF.lanes,
    encKeyValidation_DO_NOT_EDIT: seal(randomUUID(), keys),
    data: seal(pieces.join(""), keys),
  });
}

const keyOf = (path: CategoryPath): string => JSON.stringify(path);

/** Bitwarden writes a path as one name, so a slash in a name becomes a division slash. */
const folderName = (path: CategoryPath): string =>
  path.map((name) => name.replaceAll("/", "\u2215")).join("/");

function seal(text: string, keys: { encryption: Uint8Array; authentication: Uint8Array }): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-256-cbc", keys.encryption, iv);
  const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const mac = createHmac("sha256", keys.authentication).update(iv).update(ciphertext).digest();
  return `2.${[iv, ciphertext, mac].map((bytes) => bytes.toString("base64")).join("|")}`;
}
