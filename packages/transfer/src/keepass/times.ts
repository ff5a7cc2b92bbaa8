const EPOCH_SECONDS = 62_135_596_800;

/** KeePass' instants: ISO 8601, or base64 of the seconds since the year 1. @returns milliseconds since 1970; undefined: none */
export function readTime(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? "";
  if (trimmed === "") return undefined;
  const bytes = /^[A-Za-z0-9+/]{11}=$/.test(trimmed) ? Buffer.from(trimmed, "base64") : null;
  if (bytes?.length === 8) return inRange((Number(bytes.readBigInt64LE()) - EPOCH_SECONDS) * 1000);
  const withZone =
    /\d{4}-\d\d-\d\dT/.test(trimmed) && !/(?:Z|[+-]\d\d:?\d\d)$/i.test(trimmed) ? `${trimmed}Z` : trimmed;
  return inRange(Date.parse(withZone));
}

const inRange = (milliseconds: number): number | undefined =>
  Number.isSafeInteger(milliseconds) && milliseconds >= 0 && milliseconds < 8.64e15
    ? milliseconds
    : undefined;

/** As the format has it since version 4; milliseconds are lost. */
export function writeTime(milliseconds: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(Math.floor(milliseconds / 1000) + EPOCH_SECONDS));
  return bytes.toString("base64");
}

/** The day in UTC, `YYYY-MM-DD`. */
export const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
