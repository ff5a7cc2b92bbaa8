import { decodeBase32, encodeBase32 } from "@opp/core/otp/base32";
import { normalizeTotp } from "@opp/core/otp/normalize-totp";

/** A string of an entry. */
export interface KeyedText {
  readonly key: string;
  readonly value: string;
}

export interface FoundCodes {
  /** For the collector: as URIs where the file's spelling could be read. */
  readonly codes: readonly { readonly text: string; readonly name?: string }[];
  /** Strings that are in `codes`, and so aren't fields. */
  readonly used: ReadonlySet<KeyedText>;
  /** What stays a field, with why; null: nothing. */
  readonly kept: string | null;
}

/** One-time codes in the four spellings of KeePass programs: `otp` as a URI or KeeOtp's list, KeeTrayTOTP's `TOTP Seed`, KeePass' `TimeOtp-…`. */
export function findCodes(strings: readonly KeyedText[]): FoundCodes {
  const byKey = new Map<string, KeyedText>();
  for (const string of strings) if (!byKey.has(string.key)) byKey.set(string.key, string);
  const codes: { text: string; name?: string }[] = [];
  const used = new Set<KeyedText>();
  const kept: string[] = [];
  const seen = new Set<string>();
  /** The same code in two spellings is one. */
  const take = (uri: string | null, name: string, parts: readonly (KeyedText | undefined)[]): boolean => {
    const read = uri === null ? null : normalizeTotp(uri);
    if (!read?.ok || read.uri === "") return false;
    const code = read.uri.replace(/^[^?]*|[?&]issuer=[^&]*/g, "").replace(/^[?&]/, "");
    if (!seen.has(code)) codes.push({ text: read.uri, name });
    seen.add(code);
    for (const part of parts) if (part) used.add(part);
    return true;
  };

  const otp = byKey.get("otp");
  if (otp && otp.value.trim() !== "") {
    const list = /^\s*(?:[a-z]+=[^&]*&)*key=/i.test(otp.value) ? fromKeeOtp(otp.value) : null;
    if (isSteam(otp.value) || !take(list ?? otp.value, "otp", [otp])) {
      codes.push({ text: otp.value });
      used.add(otp);
    }
  }
  const seed = byKey.get("TOTP Seed");
  if (seed && seed.value.trim() !== "") {
    const settings = byKey.get("TOTP Settings");
    if (!take(fromSeed(seed.value, settings?.value ?? ""), "TOTP Seed", [seed, settings]))
      kept.push("the one-time code (TOTP Seed) is of a kind that can't be shown here and is kept as fields");
  }
  const timed = strings.filter(({ key }) => key.startsWith("TimeOtp-"));
  if (timed.length > 0 && !take(fromTimeOtp(byKey), "TimeOtp-Secret", timed))
    kept.push("the one-time code (TimeOtp) is of a kind that can't be shown here and is kept as fields");
  if (strings.some(({ key }) => key.startsWith("HmacOtp-")))
    kept.push(
      "the one-time code counts how often it was used (HOTP), which can't be shown here, and is kept as fields",
    );
  return { codes, used, kept: kept.length > 0 ? kept.join("; ") : null };
}

export const isSteam = (text: string): boolean => /[?&]encoder=steam(?:&|$)/i.test(text);

/** `key=…&size=…&step=…&otpHashMode=…`, of the plug-in KeeOtp. */
function fromKeeOtp(text: string): string | null {
  const parts = new Map(
    text
      .trim()
      .split("&")
      .map((part): [string, string] => {
        const at = part.indexOf("=");
        return [part.slice(0, at).toLowerCase(), unescape(part.slice(at + 1))];
      }),
  );
  const type = parts.get("type") ?? "totp";
  if (!/^totp$/i.test(type) || !/^(?:base32)?$/i.test(parts.get("encoding") ?? "")) return null;
  return uriOf({
    secret: parts.get("key") ?? "",
    digits: parts.get("size"),
    period: parts.get("step"),
    algorithm: parts.get("otphashmode"),
  });
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Settings are `step;digits`, or `step;S` of Steam, and perhaps a server to ask for the time. */
function fromSeed(seed: string, settings: string): string | null {
  if (/^otpauth:/i.test(seed.trim())) return seed;
  const [period = "", digits = ""] = settings.split(";").map((part) => part.trim());
  if (!/^\d*$/.test(digits)) return null;
  return uriOf({ secret: seed, digits, period });
}

function fromTimeOtp(strings: ReadonlyMap<string, KeyedText>): string | null {
  const value = (part: string) => strings.get(`TimeOtp-${part}`)?.value ?? "";
  const secret = secretOf(value);
  if (secret === null) return null;
  return uriOf({
    secret,
    digits: value("Length"),
    period: value("Period"),
    algorithm: value("Algorithm"),
  });
}

function secretOf(value: (part: string) => string): string | null {
  if (value("Secret-Base32") !== "") return value("Secret-Base32");
  const hex = value("Secret-Hex").replace(/\s+/g, "");
  if (hex !== "") return /^(?:[0-9a-f]{2})+$/i.test(hex) ? encodeBase32(Buffer.from(hex, "hex")) : null;
  if (value("Secret-Base64") !== "") return encodeBase32(Buffer.from(value("Secret-Base64"), "base64"));
  return value("Secret") === "" ? null : encodeBase32(new TextEncoder().encode(value("Secret")));
}

/** An absent part is the usual; one that can't be read makes the code one that can't be used. */
function uriOf(code: {
  readonly secret: string;
  readonly digits?: string | undefined;
  readonly period?: string | undefined;
  readonly algorithm?: string | undefined;
}): string | null {
  const secret = code.secret
    .replace(/[\s-]+/g, "")
    .replace(/=+$/, "")
    .toUpperCase();
  if (secret === "" || !decodeBase32(secret)) return null;
  const parts = [`secret=${secret}`];
  if (code.algorithm) {
    const algorithm = /^(?:hmac-?)?(sha)-?(1|256|512)$/i.exec(code.algorithm.trim());
    if (!algorithm) return null;
    parts.push(`algorithm=SHA${algorithm[2]}`);
  }
  if (code.digits) parts.push(`digits=${code.digits.trim()}`);
  if (code.period) parts.push(`period=${code.period.trim()}`);
  return `otpauth://totp/?${parts.join("&")}`;
}
