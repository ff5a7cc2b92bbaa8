import { ImportRefusal } from "../refusal.ts";

const LOWER = "Lower the key derivation in the program that made the file, and save or export it again.";

/** The file asks for more memory or work than is spent on one import. */
export const tooCostly = (what: string, found: number, most: number): ImportRefusal =>
  new ImportRefusal(
    "too-costly",
    `Opening this file would need ${found} ${what}; ${most} is the most. ${LOWER}`,
  );

/**
 * A number of a key derivation, as the file gives it.
 * @throws ImportRefusal too-costly: it is over the limit; damaged: it is none, or too small to mean anything
 */
export function costNumber(
  value: number | undefined,
  { what, least = 1, most }: { what: string; least?: number; most: number },
): number {
  if (value !== undefined && value > most) throw tooCostly(what, value, most);
  if (value === undefined || !Number.isSafeInteger(value) || value < least)
    throw new ImportRefusal(
      "damaged",
      `The file's key derivation is damaged: ${what} isn't a usable number.`,
    );
  return value;
}
