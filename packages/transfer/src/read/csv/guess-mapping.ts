import { isHiddenHeader, placeInHeader, placeOfHeader } from "../../parse/header-words.ts";
import type { TableRecord } from "../../parse/table.ts";
import type { ColumnTarget, TablePlace } from "../../table-choices.ts";

const ADDRESS = /^\s*(?:[a-z][a-z0-9+.-]*:\/\/\S|www\.\S)/i;
const EMAIL = /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/;
const DAY = /^\s*(?:\d{4}-\d\d?-\d\d?|\d\d?[./]\d\d?[./]\d{2,4})/;
const CODE = /^\s*otpauth:\/\//i;

/** Whether the first record names the columns: by the words that headers have. */
export function isHeader(records: readonly TableRecord[]): boolean {
  const cells = records[0]?.cells ?? [];
  const filled = cells.filter((cell) => cell.trim() !== "");
  if (filled.some((cell) => ADDRESS.test(cell) || EMAIL.test(cell))) return false;
  const words = filled.filter((cell) => placeOfHeader(cell) ?? placeInHeader(cell)).length;
  if (words >= 2) return true;
  if (words === 0 || records.length === 1) return false;
  return !filled.some((cell) => DAY.test(cell)) && new Set(filled).size === filled.length;
}

/** By the header's words. A word that is the whole header goes before one that is part of it, and the first column before the next. */
export function guessByHeader(header: readonly string[]): ColumnTarget[] {
  const targets: (ColumnTarget | undefined)[] = header.map(() => undefined);
  const taken = new Set<TablePlace>();
  for (const placeOf of [placeOfHeader, placeInHeader])
    header.forEach((name, column) => {
      const place = targets[column] === undefined ? placeOf(name) : null;
      // Each address counts; of all else the first.
      if (place === null || (taken.has(place) && place !== "url")) return;
      targets[column] = place;
      taken.add(place);
    });
  // KeePass calls the entry's name "Account".
  const account = targets.indexOf("account");
  if (!taken.has("name") && account !== -1 && /^account$/i.test(header[account]?.trim() ?? ""))
    targets[account] = "name";
  return header.map((name, column) => targets[column] ?? (isSecret(name) ? "hidden" : "field"));
}

const isSecret = (name: string): boolean => isHiddenHeader(name) || placeInHeader(name) === "totp";

/** By what is in the columns: addresses, e-mail addresses and codes show; the rest counts by its order. */
export function guessByContent(records: readonly TableRecord[], columns: number): ColumnTarget[] {
  const targets: (ColumnTarget | undefined)[] = Array.from({ length: columns }, (_, column) => {
    const cells = records.map(({ cells: row }) => row[column] ?? "").filter((cell) => cell.trim() !== "");
    const most = (shape: RegExp) =>
      cells.length > 0 && cells.filter((cell) => shape.test(cell)).length * 2 > cells.length;
    if (most(CODE)) return "totp";
    if (most(ADDRESS)) return "url";
    return most(EMAIL) ? "username" : undefined;
  });
  const usernames = targets.filter((target) => target === "username").length;
  if (usernames > 1) targets[targets.lastIndexOf("username")] = "email";
  const rest = targets.flatMap((target, column) => (target === undefined ? [column] : []));
  const order = restInOrder(rest.length, { hasUrl: targets.includes("url"), hasUsername: usernames > 0 });
  rest.forEach((column, index) => {
    targets[column] = order[index] ?? "field";
  });
  return targets.map((target) => target ?? "field");
}

function restInOrder(
  count: number,
  { hasUrl, hasUsername }: { hasUrl: boolean; hasUsername: boolean },
): ColumnTarget[] {
  if (hasUsername) return count === 1 ? ["password"] : ["name", "password", "blob"];
  if (count === 1) return hasUrl ? ["password"] : ["name"];
  if (count === 2) return hasUrl ? ["username", "password"] : ["name", "password"];
  return ["name", "username", "password", "blob"];
}
