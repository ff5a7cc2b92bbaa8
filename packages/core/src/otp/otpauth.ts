import { decodeBase32, encodeBase32 } from "./base32.ts";

export const OTP_ALGORITHMS = ["SHA1", "SHA256", "SHA512"] as const;
export type OtpAlgorithm = (typeof OTP_ALGORITHMS)[number];

/** What a one-time code by the clock (TOTP, RFC 6238) is made from. */
export interface Otp {
  readonly secret: Uint8Array;
  readonly algorithm: OtpAlgorithm;
  /** 6 to 8. */
  readonly digits: number;
  readonly periodSeconds: number;
  /** Who asks for the code; "": not said. */
  readonly issuer: string;
  /** Whose code it is; "": not said. */
  readonly account: string;
}

export type ReadOtp =
  | { readonly ok: true; readonly otp: Otp }
  | { readonly ok: false; readonly problem: OtpProblem };

/** What can be wrong, as the API says it. */
export const OTP_PROBLEMS = {
  several: "This is an export of several codes from Google Authenticator. Paste the code of one account.",
  address: "This is not a one-time code: its address begins with otpauth://totp/.",
  letters: "A one-time code's secret has the letters A to Z and the digits 2 to 7 only.",
  short: "A one-time code's secret has at least 16 letters and digits.",
  counter: "This code counts how often it was used (HOTP). Only codes by the clock (TOTP) are kept.",
  escape: "The one-time code's address has a % that stands for nothing.",
  steam: "Steam's own kind of one-time code isn't supported.",
  algorithm: "The one-time code's algorithm is SHA1, SHA256 or SHA512.",
  digits: "A one-time code has 6 to 8 digits.",
  period: "A one-time code is good for 5 to 3,600 seconds.",
  empty: "The one-time code has no secret.",
  long: "The one-time code's secret is too long.",
  names: "The names in the one-time code's address are too long.",
} as const;
export type OtpProblem = keyof typeof OTP_PROBLEMS;

const USUAL = { algorithm: "SHA1", digits: 6, periodSeconds: 30 } as const;
const DIGITS = { min: 6, max: 8 };
const PERIOD_SECONDS = { min: 5, max: 3600 };
const SECRET_BYTES_MAX = 256;
/** Of a secret by itself. A shorter word of letters is rather something else that was pasted. */
const BARE_SECRET_BYTES_MIN = 10;

/**
 * Reads what a site gives for setting up an authenticator: `otpauth://totp/Issuer:account?secret=…` (Google's "Key URI Format"),
 * or the secret alone in base32. A problem never repeats the input.
 */
export function parseOtpauth(text: string): ReadOtp {
  const trimmed = text.trim();
  if (/^otpauth:/i.test(trimmed)) return parseUri(trimmed);
  if (/^otpauth-migration:/i.test(trimmed)) return refuse("several");
  if (/^[a-z][a-z0-9+.-]*:/i.test(trimmed)) return refuse("address");
  const secret = decodeBase32(trimmed);
  if (!secret) return refuse("letters");
  if (secret.length < BARE_SECRET_BYTES_MIN) return refuse("short");
  return checkSecret({ ...USUAL, secret, issuer: "", account: "" });
}

/** The normal form: what is usual is left out, and every reader of such URIs understands it. */
export function formatOtpauth({ secret, algorithm, digits, periodSeconds, issuer, account }: Otp): string {
  const label = `${issuer === "" ? "" : `${encodeURIComponent(issuer)}:`}${encodeURIComponent(account)}`;
  const parameters = [
    `secret=${encodeBase32(secret)}`,
    issuer !== "" && `issuer=${encodeURIComponent(issuer)}`,
    algorithm !== USUAL.algorithm && `algorithm=${algorithm}`,
    digits !== USUAL.digits && `digits=${digits}`,
    periodSeconds !== USUAL.periodSeconds && `period=${periodSeconds}`,
  ];
  return `otpauth://totp/${label}?${parameters.filter((part) => part !== false).join("&")}`;
}

function parseUri(uri: string): ReadOtp {
  const parts = /^otpauth:\/\/([^/?#]*)\/?([^?#]*)(?:\?([^#]*))?(?:#.*)?$/i.exec(uri);
  const [, type = "", label = "", query = ""] = parts ?? [];
  if (type.toLowerCase() === "hotp") return refuse("counter");
  if (type.toLowerCase() !== "totp") return refuse("address");
  const parameters = readQuery(query);
  const names = readLabel(label, parameters?.get("issuer") ?? "");
  if (!parameters || !names) return refuse("escape");
  if (parameters.has("encoder")) return refuse("steam");
  const algorithm = readAlgorithm(parameters.get("algorithm"));
  if (!algorithm) return refuse("algorithm");
  const digits = readNumber(parameters.get("digits"), USUAL.digits, DIGITS);
  if (digits === null) return refuse("digits");
  const periodSeconds = readNumber(parameters.get("period"), USUAL.periodSeconds, PERIOD_SECONDS);
  if (periodSeconds === null) return refuse("period");
  const secret = decodeBase32(parameters.get("secret") ?? "");
  if (!secret) return refuse("letters");
  return checkSecret({ secret, algorithm, digits, periodSeconds, ...names });
}

function checkSecret(otp: Otp): ReadOtp {
  if (otp.secret.length === 0) return refuse("empty");
  if (otp.secret.length > SECRET_BYTES_MAX) return refuse("long");
  return { ok: true, otp };
}

/** Names in small letters. A plus stands for itself: these are addresses, not forms. Null for a broken escape. */
function readQuery(query: string): Map<string, string> | null {
  const parameters = new Map<string, string>();
  for (const pair of query.split("&").filter((part) => part !== "")) {
    const [name = "", ...rest] = pair.split("=");
    const value = decode(rest.join("="));
    if (value === null) return null;
    parameters.set(name.toLowerCase(), value);
  }
  return parameters;
}

/** `Issuer:account`, the colon escaped or not; the issuer's own parameter rules. Null for a broken escape. */
function readLabel(label: string, issuerParameter: string): Pick<Otp, "issuer" | "account"> | null {
  const text = decode(label);
  if (text === null) return null;
  const colon = text.indexOf(":");
  const issuer = withoutColon(issuerParameter.trim() || text.slice(0, Math.max(colon, 0)));
  const account = text.slice(colon + 1).trim();
  return { issuer, account: issuer === "" ? withoutColon(account) : account };
}

/** A colon would move the border between issuer and account when the address is read again. */
const withoutColon = (name: string) => name.replaceAll(":", " ").trim();

function decode(text: string): string | null {
  try {
    // Half a character can't be escaped again.
    return decodeURIComponent(text).replace(/\p{Surrogate}/gu, "\ufffd");
  } catch {
    return null;
  }
}

function readAlgorithm(text: string | undefined): OtpAlgorithm | undefined {
  if (text === undefined || text === "") return USUAL.algorithm;
  const plain = text.toUpperCase().replace(/^HMAC/, "").replaceAll("-", "");
  return OTP_ALGORITHMS.find((algorithm) => algorithm === plain);
}

function readNumber(
  text: string | undefined,
  usual: number,
  { min, max }: { min: number; max: number },
): number | null {
  if (text === undefined || text === "") return usual;
  if (!/^\d{1,5}$/.test(text)) return null;
  const number = Number(text);
  return number >= min && number <= max ? number : null;
}

const refuse = (problem: OtpProblem): ReadOtp => ({ ok: false, problem });
