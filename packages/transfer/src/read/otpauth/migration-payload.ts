import { encodeBase32 } from "@opp/core/otp/base32";
import type { OtpParts } from "../../build/otpauth-uri.ts";
import { IMPORT_LIMITS } from "../../import-limits.ts";
import { type ProtobufField, readProtobuf } from "../../parse/protobuf.ts";
import { ImportRefusal } from "../../refusal.ts";

/** One of Google Authenticator's transfer codes. */
export interface MigrationPayload {
  readonly codes: readonly OtpParts[];
  readonly batchId: bigint;
  /** From 0. */
  readonly batchIndex: number;
  readonly batchSize: number;
}

const ALGORITHMS = new Map([
  [2n, "SHA256"],
  [3n, "SHA512"],
  [4n, "MD5"],
]);

/**
 * `otpauth-migration://offline?data=…`, a protobuf message in base64.
 * @throws ImportRefusal damaged, too-large
 */
export function readMigration(line: string): MigrationPayload {
  if (line.length > IMPORT_LIMITS.migrationLineChars)
    throw new ImportRefusal(
      "too-large",
      `A transfer code has ${line.length} characters; the limit is ${IMPORT_LIMITS.migrationLineChars}.`,
    );
  const fields = message(dataOf(line));
  return {
    codes: fields.filter(({ number }) => number === 1).map(({ value }) => readCode(value)),
    batchId: numberField(fields, 5),
    batchIndex: Number(numberField(fields, 4)),
    batchSize: Number(numberField(fields, 3)),
  };
}

function readCode(value: ProtobufField["value"]): OtpParts {
  const fields = message(value);
  const issuer = textField(fields, 3).trim();
  const name = textField(fields, 2).trim();
  const colon = name.indexOf(":");
  const prefix = name.slice(0, Math.max(colon, 0)).trim();
  const isPrefixed = prefix !== "" && (issuer === "" || prefix === issuer);
  const type = numberField(fields, 6) === 1n ? "hotp" : "totp";
  return {
    type,
    issuer: isPrefixed ? prefix : issuer,
    account: isPrefixed ? name.slice(colon + 1).trim() : name,
    secret: encodeBase32(bytesField(fields, 1)),
    algorithm: ALGORITHMS.get(numberField(fields, 4)) ?? "SHA1",
    digits: numberField(fields, 5) === 2n ? 8 : 6,
    ...(type === "hotp" ? { counter: Number(numberField(fields, 7)) } : {}),
  };
}

/** A plus, raw or as the space that it is in forms, is one of base64's letters. */
function dataOf(line: string): Uint8Array {
  const [, escaped = ""] = /[?&]data=([^&#]*)/i.exec(line) ?? [];
  let text: string;
  try {
    text = decodeURIComponent(escaped);
  } catch {
    throw damaged();
  }
  const base64 = text.replace(/ /g, "+").replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  if (base64 === "" || !/^[a-z0-9+/]+$/i.test(base64)) throw damaged();
  return Buffer.from(base64, "base64");
}

function message(value: ProtobufField["value"]): readonly ProtobufField[] {
  const fields = typeof value === "bigint" ? null : readProtobuf(value);
  if (!fields) throw damaged();
  return fields;
}

const damaged = (): ImportRefusal =>
  new ImportRefusal(
    "damaged",
    "The transfer code is cut off or damaged. Scan it again in Google Authenticator under 'Transfer accounts'.",
  );

const numberField = (fields: readonly ProtobufField[], number: number): bigint => {
  const value = fields.findLast((field) => field.number === number)?.value;
  return typeof value === "bigint" ? value : 0n;
};

const bytesField = (fields: readonly ProtobufField[], number: number): Uint8Array => {
  const value = fields.findLast((field) => field.number === number)?.value;
  return value instanceof Uint8Array ? value : new Uint8Array();
};

const textField = (fields: readonly ProtobufField[], number: number): string =>
  new TextDecoder().decode(bytesField(fields, number));
