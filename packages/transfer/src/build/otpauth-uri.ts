/** What a program keeps of a one-time code in parts; "" and undefined: it doesn't say. */
export interface OtpParts {
  readonly type: "totp" | "hotp";
  readonly issuer: string;
  readonly account: string;
  /** Base32, as the file has it. */
  readonly secret: string;
  readonly algorithm?: string;
  readonly digits?: number | undefined;
  readonly period?: number | undefined;
  readonly counter?: number | undefined;
  readonly encoder?: "steam";
}

/** An otpauth:// URI that keeps every part, also of codes that aren't shown here; what is usual is left out. */
export function otpauthUri({
  type,
  issuer,
  account,
  secret,
  algorithm = "",
  digits,
  period,
  counter,
  encoder,
}: OtpParts): string {
  const label = [issuer, account].filter((part) => part !== "").map(escapePart);
  const usualDigits = encoder === "steam" ? 5 : 6;
  const hash = algorithm
    .replace(/^hmac-?/i, "")
    .replaceAll("-", "")
    .toUpperCase();
  const parameters = [
    `secret=${escapePart(secret)}`,
    issuer !== "" && `issuer=${escapePart(issuer)}`,
    hash !== "" && hash !== "SHA1" && `algorithm=${escapePart(hash)}`,
    digits !== undefined && digits !== usualDigits && `digits=${digits}`,
    type === "totp" && period !== undefined && period !== 30 && `period=${period}`,
    type === "hotp" && `counter=${counter ?? 0}`,
    encoder !== undefined && `encoder=${encoder}`,
  ];
  return `otpauth://${type}/${label.join(":")}?${parameters.filter((part) => part !== false).join("&")}`;
}

/** Half a surrogate pair can't be escaped. */
const escapePart = (text: string): string => encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
