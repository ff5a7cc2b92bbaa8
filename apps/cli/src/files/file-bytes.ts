import type { IncomingMessage } from "node:http";
import { type Readable, Readable as Streams } from "node:stream";
import { VaultClientError } from "@openpassphrase/client";
import type { Secret } from "@opp/core/secret";
import type { FactorCode } from "../vault/second-factor.ts";
import type { SavedSession } from "../vault/session-file.ts";

/** Whose files, and what opens them. */
export interface FileDoor {
  readonly session: SavedSession;
  readonly passphrase: Secret;
}

/** More than any refusal has. */
const MAX_REFUSAL_BYTES = 64 * 1024;
const PATIENCE_MILLISECONDS = 180_000;

/** Sends a part of a file. @throws VaultClientError */
export async function sendPart(
  door: FileDoor,
  id: number,
  { from, bytes }: { readonly from: number; readonly bytes: Uint8Array },
): Promise<void> {
  await putBytes(door, `api/attachments/${id}/bytes?from=${from}`, bytes);
}

/** Sends bytes to a path of the server. @throws VaultClientError */
export async function putBytes(door: FileDoor, path: string, bytes: Uint8Array): Promise<void> {
  const response = await ask(door, path, {
    body: {
      method: "PUT",
      type: "application/octet-stream",
      bytes,
    },
  });
  const text = await readText(response);
  if (response.statusCode !== 200) throw refusalIn(text, door);
}

/** The bytes of a file, and how many there are; they end in an error where the connection ends early. @throws VaultClientError */
export async function fetchBytes(door: FileDoor, id: number): Promise<Readable> {
  const response = await ask(door, `api/attachments/${id}/bytes`, { body: null });
  if (response.statusCode !== 200) throw refusalIn(await readText(response), door);
  return response;
}

/** The bytes of an export; they end in an error where the connection ends early. @throws VaultClientError */
export async function fetchExport(
  door: FileDoor,
  wanted: object,
  factor: FactorCode | null,
): Promise<Readable> {
  const bytes = Buffer.from(JSON.stringify(wanted));
  const body = { method: "POST", type: "application/json", bytes } as const;
  const response = await ask(door, "api/export", { body, factor });
  if (response.statusCode !== 200) throw refusalIn(await readText(response), door);
  return response;
}

interface Body {
  readonly method: "PUT" | "POST";
  readonly type: string;
  readonly bytes: Uint8Array;
}

async function ask(
  { session, passphrase }: FileDoor,
  path: string,
  { body, factor = null }: { readonly body: Body | null; readonly factor?: FactorCode | null | undefined },
): Promise<IncomingMessage> {
  const base = session.server.endsWith("/") ? session.server : `${session.server}/`;
  const url = new URL(path, base).href;
  const { request } = process.getBuiltinModule(url.startsWith("https:") ? "node:https" : "node:http");
  const headers = {
    authorization: `Bearer ${session.token}`,
    "x-opp-phrase-base64": Buffer.from(passphrase.reveal(), "utf8").toString("base64url"),
    ...(factor && { "x-opp-second-factor": `${factor.kind} ${factor.code}` }),
    ...(body && { "content-type": body.type, "content-length": String(body.bytes.length) }),
  };
  const options = {
    method: body?.method ?? "GET",
    headers,
    rejectUnauthorized: true,
    timeout: PATIENCE_MILLISECONDS,
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, options, resolve);
    outgoing.on("timeout", () => outgoing.destroy());
    outgoing.on("error", () => reject(unreachable(session)));
    outgoing.end(body?.bytes);
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of Streams.from(response)) {
    text += String(chunk);
    if (text.length > MAX_REFUSAL_BYTES) break;
  }
  return text;
}

function refusalIn(text: string, { session }: FileDoor): VaultClientError {
  const error: unknown = fieldOf(parse(text), "error");
  const [message, code] = [fieldOf(error, "message"), fieldOf(fieldOf(error, "data"), "vaultCode")];
  if (typeof message !== "string" || typeof code !== "string") return unreachable(session);
  // Its sentence is for people; the code decides how opp ends.
  return new VaultClientError(isCode(code) ? code : "UNEXPECTED", message);
}

const CODES = [
  "UNAUTHORIZED",
  "CREDENTIALS_INCORRECT",
  "PASSPHRASE_INCORRECT",
  "SECOND_FACTOR_REQUIRED",
  "SECOND_FACTOR_INCORRECT",
  "NOT_FOUND",
  "ROLE_INSUFFICIENT",
  "BUSY",
  "QUOTA_EXCEEDED",
  "ATTACHMENT_INCOMPLETE",
  "INVALID_INPUT",
  "RECORD_DAMAGED",
  "STORAGE_FULL",
  "INTERNAL",
] as const;
const isCode = (code: string): code is (typeof CODES)[number] => CODES.some((each) => each === code);

const unreachable = ({ server }: SavedSession) =>
  new VaultClientError(
    "UNREACHABLE",
    `Can't reach the server at ${server}, or it ended the connection. Try again.`,
  );

const fieldOf = (value: unknown, name: string): unknown => Reflect.get(Object(value), name);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
