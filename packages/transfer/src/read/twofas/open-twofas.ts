import { openGcm } from "../../derive/aes-gcm.ts";
import { derivePbkdf2 } from "../../derive/pbkdf2.ts";
import { parseJson } from "../../parse/scan-json.ts";
import { text, type UnknownRecord } from "../../parse/unknown-values.ts";
import { ImportRefusal } from "../../refusal.ts";
import { passwordsToTry } from "../passwords-to-try.ts";

const ROUNDS = 10_000;
const TAG_BYTES = 16;

interface Sealed {
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
}

/**
 * The services of an encrypted backup. `reference` is a known text under the same password, so it tells a wrong password from damage.
 * @throws ImportRefusal wrong-credentials, damaged
 */
export async function openTwofas(source: UnknownRecord, password: string | null): Promise<unknown> {
  const services = parseSealed(text(source["servicesEncrypted"]));
  const reference = text(source["reference"]) === "" ? null : parseSealed(text(source["reference"]));
  for (const attempt of passwordsToTry(password)) {
    if (reference && !(await open(reference, attempt))) continue;
    const opened = await open(services, attempt);
    if (opened) return parseJson(Buffer.from(opened).toString());
    if (reference) throw damaged();
  }
  throw new ImportRefusal("wrong-credentials", "This password doesn't open the file.");
}

async function open({ ciphertext, tag, salt, nonce }: Sealed, password: string): Promise<Uint8Array | null> {
  return openGcm(await derivePbkdf2(Buffer.from(password), salt, ROUNDS), nonce, { ciphertext, tag });
}

/** `ciphertext‖tag:salt:nonce`, each in base64. */
function parseSealed(source: string): Sealed {
  const [sealed, salt, nonce] = source.split(":").map((part) => Buffer.from(part, "base64"));
  if (!sealed || sealed.length < TAG_BYTES || !salt?.length || !nonce?.length) throw damaged();
  return {
    ciphertext: sealed.subarray(0, -TAG_BYTES),
    tag: sealed.subarray(-TAG_BYTES),
    salt,
    nonce,
  };
}

const damaged = () =>
  new ImportRefusal(
    "damaged",
    "The file is damaged: its content doesn't match its check value. Export it again.",
  );
