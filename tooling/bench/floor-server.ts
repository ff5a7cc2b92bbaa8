import { argon2Sync, randomFillSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import Database from "better-sqlite3";
import sodium from "libsodium-wrappers";
import { CATEGORY_COUNT, madeUpItems } from "./made-up-items.ts";

/**
 * The floor: hand-written code with no layers, that does the least the work needs. No login, no checks, no schemas, no errors.
 * Same data, same cipher, same database settings as the product.
 */
await sodium.ready;
const key = randomFillSync(new Uint8Array(32));
const database = openDatabase("floor.sqlite");
const insert = database.prepare("INSERT INTO items VALUES (?, 1, ?, ?, 0, 1, 1, ?, ?, NULL)");
const categoryIds = Array.from({ length: CATEGORY_COUNT }, (_, index) => index + 1);
let lastId = 0;

createServer((request, response) => {
  if (request.method === "GET") {
    const body = fetchAll();
    response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
    return;
  }
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const [, action, argument] = (request.url ?? "").split("/");
    let answer: unknown = {};
    if (action === "create") answer = create(JSON.parse(Buffer.concat(chunks).toString()).items);
    if (action === "fill") {
      database.exec("DELETE FROM items");
      create(madeUpItems(Number(argument), categoryIds));
    }
    if (action === "argon2id") argon2();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
}).listen(0, "127.0.0.1", function (this: Server) {
  const address = this.address();
  if (address && typeof address === "object") process.stdout.write(`http://127.0.0.1:${address.port}\n`);
});

function openDatabase(path: string): Database.Database {
  const opened = new Database(path);
  opened.pragma("journal_mode = WAL");
  opened.pragma("synchronous = FULL");
  opened.pragma("secure_delete = ON");
  opened.exec(`CREATE TABLE items (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, category_id INTEGER, sealed BLOB NOT NULL,
    sort_id INTEGER NOT NULL, seal_rev INTEGER NOT NULL, revision INTEGER NOT NULL, created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL, deleted_at INTEGER);
    CREATE INDEX items_in_order ON items (user_id, deleted_at, sort_id, id);
    CREATE INDEX items_by_category ON items (category_id);`);
  return opened;
}

/** Read, open, serialise: the plaintext is JSON already, so it is spliced as it is. */
function fetchAll(): Buffer {
  const rows = database
    .prepare<[], [number, number, number, number, number, number, number, Buffer]>(
      "SELECT id, category_id, sort_id, seal_rev, revision, created_at, updated_at, sealed FROM items WHERE user_id = 1 AND deleted_at IS NULL ORDER BY sort_id, id",
    )
    .raw()
    .all();
  const parts = rows.map(([id, categoryId, sortId, sealRev, revision, createdAt, updatedAt, sealed]) => {
    const place = Buffer.from(`opp|1|record|item|u=1|i=${id}|r=${sealRev}|k=1`);
    const padded = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      sealed.subarray(29),
      place,
      sealed.subarray(5, 29),
      key,
    );
    const json = Buffer.from(padded.buffer, padded.byteOffset, padded.lastIndexOf(0x80)).toString("utf8");
    return `{"id":${id},"categoryId":${categoryId},"sortId":${sortId},"revision":${revision},"createdAt":${createdAt},"updatedAt":${updatedAt},"deletedAt":null,"usedAt":null,"source":null,"damaged":false,"moreUrls":[],"totp":"","fields":[],"kind":"login","tags":[],"favourite":false,${json.slice(1)}`;
  });
  return Buffer.from(`{"result":{"data":{"categories":[],"items":[${parts.join(",")}]}}}`);
}

/** Seal, insert, one commit, and what a list shows of each. */
function create(items: ReturnType<typeof madeUpItems>) {
  const now = Date.now();
  const nonces = randomFillSync(new Uint8Array(24 * items.length));
  const firstId = lastId + 1;
  lastId += items.length;
  const sealed = items.map(({ categoryId: _, ...record }, index) => {
    const json = Buffer.from(JSON.stringify({ ...record, passwordChangedAt: now, changedBy: "Node.js" }));
    const padded = new Uint8Array((Math.floor(json.length / 64) + 1) * 64);
    padded.set(json);
    padded[json.length] = 0x80;
    const place = Buffer.from(`opp|1|record|item|u=1|i=${firstId + index}|r=1|k=1`);
    const nonce = nonces.subarray(index * 24, index * 24 + 24);
    const ciphertext = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, place, null, nonce, key);
    const envelope = new Uint8Array(29 + ciphertext.length);
    envelope[0] = 1;
    envelope[4] = 1;
    envelope.set(nonce, 5);
    envelope.set(ciphertext, 29);
    return envelope;
  });
  database.transaction(() => {
    for (const [index, envelope] of sealed.entries())
      insert.run(firstId + index, items[index]?.categoryId ?? null, envelope, now, now);
  })();
  const summaries = items.map(({ name, url, account, username, password, blob, categoryId }, index) => ({
    id: firstId + index,
    categoryId: categoryId ?? null,
    sortId: 0,
    revision: 1,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
    usedAt: null,
    damaged: false,
    name,
    url,
    moreUrls: [],
    account,
    username,
    fields: [],
    kind: "login",
    tags: [],
    favourite: false,
    passwordChangedAt: now,
    hasPassword: password !== "",
    hasTotp: false,
    hasNotes: blob !== "",
  }));
  return { result: { data: { items: summaries } } };
}

function argon2(): void {
  const nonce = randomFillSync(new Uint8Array(16));
  argon2Sync("argon2id", {
    message: "a passphrase",
    nonce,
    parallelism: 1,
    tagLength: 32,
    memory: 64 * 1024,
    passes: 3,
  });
}
