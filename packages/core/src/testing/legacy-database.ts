import { createCipheriv, createHash, randomBytes } from "node:crypto";
import { hash } from "@node-rs/bcrypt";
import Database from "better-sqlite3";

/** The tables as OpenPassPhrase makes them; SQLite doesn't hold it to the lengths. */
const SCHEMA = `
CREATE TABLE users (id INTEGER NOT NULL, username VARCHAR(255) NOT NULL, password VARCHAR(255) NOT NULL, phrase_check VARCHAR(255) NOT NULL,
  created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL, PRIMARY KEY (id), UNIQUE (username));
CREATE TABLE categories (id INTEGER NOT NULL, name VARCHAR(255), user_id INTEGER NOT NULL, sort_id INTEGER, created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL, PRIMARY KEY (id), FOREIGN KEY(user_id) REFERENCES users (id));
CREATE TABLE items (id INTEGER NOT NULL, category_id INTEGER, user_id INTEGER NOT NULL, name VARCHAR(255), url VARCHAR(2000), account VARCHAR(255),
  username VARCHAR(255), password VARCHAR(255), blob VARCHAR(4096), sort_id INTEGER, created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL,
  PRIMARY KEY (id), FOREIGN KEY(category_id) REFERENCES categories (id), FOREIGN KEY(user_id) REFERENCES users (id));
CREATE INDEX category_id_idx ON items (category_id);`;

export const OLD_TIME = "2020-02-03 04:05:06.789012";

/** bcrypt with the prefix that Python writes; "$2y$" and "$2b$" mean the same. */
export const legacyHash = async (input: string, cost: number): Promise<string> =>
  (await hash(input, cost)).replace(/^\$2y\$/, "$2b$");

/** As OpenPassPhrase encrypts: base64(IV ‖ AES-256-CBC(SHA-256(phrase), text)). */
export function encryptLegacy(phrase: string, text: string | Uint8Array): Buffer {
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-256-cbc", createHash("sha256").update(phrase).digest(), iv);
  return Buffer.from(Buffer.concat([iv, cipher.update(text), cipher.final()]).toString("base64"));
}

interface OldUser {
  readonly id: number;
  readonly username: string;
  readonly password: string;
  readonly phrase: string;
}

type Row = Record<string, string | number | Uint8Array | null>;

/** An old database that a test fills as it likes. Closed when it leaves its scope. */
export class OldDatabase implements Disposable {
  readonly sqlite: Database.Database;

  constructor(path: string) {
    this.sqlite = new Database(path);
    // The original never turned it on.
    this.sqlite.pragma("foreign_keys = OFF");
    this.sqlite.exec(SCHEMA);
  }

  async addUser({ id, username, password, phrase }: OldUser, others: Row = {}): Promise<void> {
    const sha = createHash("sha256").update(password).digest("base64");
    const stored = Buffer.from(await legacyHash(sha, 4));
    this.#insert("users", {
      id,
      username,
      password: stored,
      phrase_check: encryptLegacy(phrase, "OK"),
      ...others,
    });
  }

  addCategory(userId: number, id: number, name: Row[string], others: Row = {}): void {
    this.#insert("categories", { id, user_id: userId, name, sort_id: 0, ...others });
  }

  addItem(userId: number, id: number, fields: Row, others: Row = {}): void {
    this.#insert("items", { id, user_id: userId, category_id: null, sort_id: 0, ...fields, ...others });
  }

  #insert(table: string, row: Row): void {
    const full = { created_at: OLD_TIME, updated_at: OLD_TIME, ...row };
    const names = Object.keys(full);
    const text = `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map((name) => `@${name}`).join(", ")})`;
    this.sqlite.prepare(text).run(full);
  }

  [Symbol.dispose](): void {
    this.sqlite.close();
  }
}
