import { decodeBase64 } from "../base64.ts";
import { decodeBase32, encodeBase32 } from "./base32.ts";
import { decodeEscapes, splitOtpauth } from "./otpauth-parts.ts";

export const OTP_ALGORITHMS = ["SHA1", "SHA256", "SHA512"] as const;
export type OtpAlgorithm = (typeof OTP_ALGORITHMS)[number];

/** What a one-time code by the clock (TOTP, RFC 6238) is made from. */
export interface Otp {
  readonly secret: Uint8Array;
  /** How the number becomes a code: in digits as RFC 6238 says, or in the five letters of Steam. */
  readonly encoder: "digits" | "steam";
  readonly algorithm: OtpAlgorithm;
  /** 6 to 10; of Steam's always 5 letters. */
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
  address: "This is not a one-time code: its address begins with otpauth://totp/ or steam://.",
  letters: "A one-time code's secret has the letters A to Z and the digits 2 to 7 only.",
  short:
    "A one-time code's secret has at least 8 letters and digits, in one piece or in groups of one length.",
  code: "This looks like a code itself. Paste the secret that codes are made from.",
  counter: "This code counts how often it was used (HOTP). Only codes by the clock (TOTP) are kept.",
  encoder: "The one-time code is written in a way that is not known here.",
  algorithm: "The one-time code's algorithm is SHA1, SHA256 or SHA512.",
  digits: "A one-time code has 6 to 10 digits.",
  period: "A one-time code is good for 5 to 3,600 seconds.",
  empty: "The one-time code has no secret.",
  twice: "The one-time code's address has two different secrets.",
  long: "The one-time code's secret is too long.",
  names: "The names in the one-time code's address are too long.",
} as const;
export type OtpProblem = keyof typeof OTP_PROBLEMS;

const USUAL = { encoder: "digits", algorithm: "SHA1", digits: 6, periodSeconds: 30 } as const;
const STEAM = { encoder: "steam", algorithm: "SHA1", digits: 5, periodSeconds: 30 } as const;
const STEAM_SECRET_BYTES = 20;
const DIGITS = { min: 6, max: 10 };
const PERIOD_SECONDS = { min: 5, max: 3600 };
const SECRET_BYTES_MAX = 256;
/** Of a secret by itself. A shorter word of letters is rather something else that was pasted. */
const BARE_SECRET_LETTERS_MIN = 8;
const BARE_SECRET_LETTERS_USUAL = 16;

/**
 * Reads what a site gives for setting up an authenticator: `otpauth://totp/Issuer:account?secret=…` (Google's "Key URI Format"),
 * `steam://` and a secret, or the secret alone in base32. A problem never repeats the input.
 */
export function parseOtpauth(text: string): ReadOtp {
  const typed = withoutWrapping(text);
  // Pages and mails break long lines and put invisible marks where a line may break.
  const tidied = typed.replace(/[\t\r\n\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, "");
  if (/^otpauth:/i.test(tidied)) return parseUri(tidied);
  if (/^otpauth-migration:/i.test(tidied)) return refuse("several");
  if (/^steam:\/\//i.test(tidied)) return parseSteam(tidied.slice("steam://".length));
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(tidied)) return refuse("address");
  return parseBareSecret(typed.replace(/^(?:(?:setup|secret)[ -]?)?(?:secret|key)\s*[:=]\s*/i, ""));
}

const INVISIBLE_ENDS = /^[\s\p{Default_Ignorable_Code_Point}]+|[\s\p{Default_Ignorable_Code_Point}]+$/gu;
const IN_A_PAIR = /^["'`<([\u2018-\u201f](.*)["'`>)\]\u2018-\u201f]$/su;

/** Without the spaces, quotation marks or brackets around it, and the escapes of an address that was part of another address. */
function withoutWrapping(text: string): string {
  const typed = text.replace(INVISIBLE_ENDS, "").replace(IN_A_PAIR, "$1").trim();
  return /^otpauth%3A/i.test(typed) ? decodeEscapes(typed) : typed;
}

/** The normal form: what is usual is left out, and every reader of such URIs understands it. */
export function formatOtpauth({
  secret,
  encoder,
  algorithm,
  digits,
  periodSeconds,
  issuer,
  account,
}: Otp): string {
  const label = `${issuer === "" ? "" : `${encodeURIComponent(issuer)}:`}${encodeURIComponent(account)}`;
  const usual = encoder === "steam" ? STEAM : USUAL;
  const parameters = [
    `secret=${encodeBase32(secret)}`,
    issuer !== "" && `issuer=${encodeURIComponent(issuer)}`,
    algorithm !== usual.algorithm && `algorithm=${algorithm}`,
    digits !== usual.digits && `digits=${digits}`,
    periodSeconds !== usual.periodSeconds && `period=${periodSeconds}`,
    encoder !== USUAL.encoder && `encoder=${encoder}`,
  ];
  return `otpauth://totp/${label}?${parameters.filter((part) => part !== false).join("&")}`;
}

function parseUri(uri: string): ReadOtp {
  const { type, label, parameters, hasOtherSecret } = splitOtpauth(uri);
  if (type === "hotp") return refuse("counter");
  if (type !== "totp" && type !== "steam") return refuse("address");
  if (hasOtherSecret) return refuse("twice");
  const names = readNames(label, parameters.get("issuer") ?? "");
  const encoder = parameters.get("encoder")?.toLowerCase() || USUAL.encoder;
  if (encoder !== "steam" && encoder !== USUAL.encoder) return refuse("encoder");
  const secretText = parameters.get("secret") ?? "";
  // Five digits are Steam's, where an app wrote its code as any other.
  const isSteams = /^steam$/i.test(names.issuer) && parameters.get("digits") === "5";
  if (type === "steam" || encoder === "steam" || isSteams) return readSteam(secretText, names);
  const algorithm = readAlgorithm(parameters.get("algorithm"));
  if (!algorithm) return refuse("algorithm");
  const digits = readNumber(parameters.get("digits"), USUAL.digits, DIGITS);
  if (digits === null) return refuse("digits");
  const periodSeconds = readNumber(parameters.get("period"), USUAL.periodSeconds, PERIOD_SECONDS);
  if (periodSeconds === null) return refuse("period");
  const secret = decodeBase32(secretText);
  if (!secret) return refuse("letters");
  return checkSecret({ ...USUAL, secret, algorithm, digits, periodSeconds, ...names });
}

/** `steam://SECRET`, as Bitwarden writes it. */
const parseSteam = (text: string): ReadOtp =>
  readSteam(decodeEscapes(text.replace(/\/$/, "")), { issuer: "Steam", account: "" });

/** In base32 as all others, or in base64 as Steam's own app keeps it: 20 bytes, with one sign of padding that base32 never has there. */
function readSteam(text: string, names: Pick<Otp, "issuer" | "account">): ReadOtp {
  const own = decodeBase64(text.trim());
  const secret = own?.length === STEAM_SECRET_BYTES ? own : decodeBase32(text);
  return secret ? checkSecret({ ...STEAM, secret, ...names }) : refuse("letters");
}

function parseBareSecret(text: string): ReadOtp {
  const secret = decodeBase32(text);
  const isDigits = /^[\s\d-]+$/.test(text);
  if (!secret) return refuse(isDigits && text.length <= 12 ? "code" : "letters");
  const groups = text
    .normalize("NFKC")
    .split(/[\s\p{Dash_Punctuation}]+/u)
    .map((group) => group.replace(/[^a-z2-7]/gi, "").length);
  const letters = groups.reduce((sum, length) => sum + length, 0);
  if (isDigits && letters <= DIGITS.max) return refuse("code");
  // Few letters in words of any length are a sentence; a secret is in one piece, or in pieces of one length.
  const isInPieces = groups.every(
    (length, at) => length === groups[0] || (at === groups.length - 1 && length < (groups[0] ?? 0)),
  );
  if (letters < BARE_SECRET_LETTERS_MIN || (letters < BARE_SECRET_LETTERS_USUAL && !isInPieces))
    return refuse("short");
  return checkSecret({ ...USUAL, secret, issuer: "", account: "" });
}

function checkSecret(otp: Otp): ReadOtp {
  if (otp.secret.length === 0) return refuse("empty");
  if (otp.secret.length > SECRET_BYTES_MAX) return refuse("long");
  return { ok: true, otp };
}

/** `Issuer:account`, the colon escaped or not; the issuer's own parameter rules. */
function readNames(label: string, issuerParameter: string): Pick<Otp, "issuer" | "account"> {
  const colon = label.indexOf(":");
  const ofLabel = label.slice(0, Math.max(colon, 0)).trim();
  // A plus stands for itself, unless the label says that the site wrote its blanks so.
  const isOfForm = ofLabel !== "" && issuerParameter.replaceAll("+", " ").trim() === ofLabel;
  const issuer = withoutColon(isOfForm ? ofLabel : issuerParameter.trim() || ofLabel);
  const account = label.slice(colon + 1).trim();
  return { issuer, account: issuer === "" ? withoutColon(account) : account };
}

/** A colon would move the border between issuer and account when the address is read again. */
const withoutColon = (name: string) => name.replaceAll(":", " ").trim();

function readAlgorithm(text: string | undefined): OtpAlgorithm | undefined {
  if (text === undefined || text === "") return USUAL.algorithm;
  const plain = text.toUpperCase().replace(/^HMAC/, "").replace(/[-_ ]/g, "");
  return OTP_ALGORITHMS.find((algorithm) => algorithm === plain);
}

function readNumber(
  text: string | undefined,
  usual: number,
  { min, max }: { min: number; max: number },
): number | null {
  if (text === undefined || text === "") return usual;
  // A plus means a space, as in forms.
  const number = /^[+\s]*\d{1,5}[+\s]*$/.test(text) ? Number(text.replaceAll("+", " ")) : 0;
  return number >= min && number <= max ? number : null;
}

const refuse = (problem: OtpProblem): ReadOtp => ({ ok: false, problem });
