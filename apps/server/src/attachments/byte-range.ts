import type { ByteRange } from "@opp/core/vault/attachments/read-file";

/**
 * What a Range header asks for of so many bytes (RFC 9110, section 14). null: all of them, as for a header that says nothing, something else,
 * or several ranges.
 */
export function readRange(header: string | undefined, bytes: number): ByteRange | "unsatisfiable" | null {
  const [, first, last] = /^\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return null;
  if (first === "") {
    const count = Math.min(Number(last), bytes);
    return count === 0 ? "unsatisfiable" : { first: bytes - count, last: bytes - 1 };
  }
  if (last !== "" && Number(last) < Number(first)) return null;
  if (Number(first) >= bytes) return "unsatisfiable";
  return { first: Number(first), last: Math.min(last === "" ? bytes - 1 : Number(last), bytes - 1) };
}
