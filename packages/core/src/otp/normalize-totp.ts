import { formatOtpauth, type OtpProblem, parseOtpauth } from "./otpauth.ts";

export type NormalizedTotp =
  | { readonly ok: true; readonly uri: string }
  | { readonly ok: false; readonly problem: OtpProblem };

/** Of the normal form, in which a letter of a name may take up to nine. */
const URI_CHARS_MAX = 2048;

/** What is kept of what was typed or scanned: the URI in its normal form; "" for nothing. Twice normalised is once normalised. */
export function normalizeTotp(text: string): NormalizedTotp {
  if (text.trim() === "") return { ok: true, uri: "" };
  const read = parseOtpauth(text);
  if (!read.ok) return read;
  const uri = formatOtpauth(read.otp);
  return uri.length <= URI_CHARS_MAX ? { ok: true, uri } : { ok: false, problem: "names" };
}
