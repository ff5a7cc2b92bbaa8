import { openGcm } from "../../derive/aes-gcm.ts";
import { deriveScrypt } from "../../derive/scrypt.ts";
import { parseJson } from "../../parse/scan-json.ts";
import { list, numberOf, record, text, type UnknownRecord } from "../../parse/unknown-values.ts";
import { ImportRefusal } from "../../refusal.ts";
import { passwordsToTry } from "../passwords-to-try.ts";

const PASSWORD_SLOT = 1;
/** Aegis makes one, and a second one for its backups. */
const MOST_SLOTS = 8;

/** The database of an encrypted Aegis file. @throws ImportRefusal unsupported, wrong-credentials, too-costly, damaged */
export async function openAegis(source: UnknownRecord, password: string | null): Promise<unknown> {
  const header = record(source["header"]);
  const slots = list(header["slots"])
    .map(record)
    .filter(({ type }) => numberOf(type) === PASSWORD_SLOT);
  if (slots.length === 0)
    throw new ImportRefusal(
      "unsupported",
      "Only the phone's fingerprint opens this file. Export again from Aegis with a password.",
    );
  if (slots.length > MOST_SLOTS)
    throw new ImportRefusal(
      "too-costly",
      `The file has ${slots.length} password slots; ${MOST_SLOTS} is the most that are tried.`,
    );
  const key = await masterKey(slots, passwordsToTry(password));
  const { nonce, tag } = record(header["params"]);
  const opened = openGcm(key, fromHex(nonce), {
    ciphertext: Buffer.from(text(source["db"]), "base64"),
    tag: fromHex(tag),
  });
  if (!opened)
    throw new ImportRefusal(
      "damaged",
      "The file is damaged: its content doesn't match its check value. Export it again.",
    );
  return parseJson(Buffer.from(opened).toString());
}

async function masterKey(slots: readonly UnknownRecord[], passwords: readonly string[]): Promise<Uint8Array> {
  for (const password of passwords)
    for (const slot of slots) {
      const { nonce, tag } = record(slot["key_params"]);
      const cost = { n: numberOf(slot["n"]), r: numberOf(slot["r"]), p: numberOf(slot["p"]) };
      const slotKey = await deriveScrypt(Buffer.from(password), fromHex(slot["salt"]), cost);
      const key = openGcm(slotKey, fromHex(nonce), { ciphertext: fromHex(slot["key"]), tag: fromHex(tag) });
      if (key?.length === 32) return key;
    }
  throw new ImportRefusal("wrong-credentials", "This password doesn't open the file.");
}

const fromHex = (value: unknown): Uint8Array => Buffer.from(text(value), "hex");
