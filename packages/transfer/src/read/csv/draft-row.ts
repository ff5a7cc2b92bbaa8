import type { Draft, DraftField } from "../../build/collect-items.ts";
import { isHiddenHeader } from "../../parse/header-words.ts";
import type { TableRecord } from "../../parse/table.ts";
import { isoInstant, numberOf, secondsInstant } from "../../parse/unknown-values.ts";
import type { ColumnTarget } from "../../table-choices.ts";
import { pathOf } from "../table/cell-values.ts";

interface Cell {
  readonly value: string;
  readonly name: string;
}

/** What a row of a mapped table is. A cell whose place is taken, or whose text doesn't fit it, becomes a field of its column's name. */
export function draftRow(
  { row, cells }: TableRecord,
  columns: readonly string[],
  mapping: readonly ColumnTarget[],
): Draft {
  const byTarget = new Map<ColumnTarget, Cell[]>();
  const fields: DraftField[] = [];
  cells.forEach((value, column) => {
    if (value === "") return;
    const target = mapping[column] ?? "field";
    const name = columns[column] ?? `Column ${column + 1}`;
    if (target === "field" || target === "hidden")
      fields.push({ name, value, kind: target === "hidden" ? "hidden" : "text" });
    else byTarget.set(target, [...(byTarget.get(target) ?? []), { value, name }]);
  });
  const keep = ({ name, value }: Cell, isSecret = isHiddenHeader(name)) =>
    fields.push({ name, value, kind: isSecret ? "hidden" : "text" });
  const all = (target: ColumnTarget): string[] => (byTarget.get(target) ?? []).map(({ value }) => value);
  const first = (target: ColumnTarget): string => {
    const [taken, ...rest] = byTarget.get(target) ?? [];
    for (const cell of rest) keep(cell, target === "password" || isHiddenHeader(cell.name));
    return taken?.value ?? "";
  };
  const instant = (target: "createdAt" | "updatedAt"): number | undefined => {
    const [taken, ...rest] = byTarget.get(target) ?? [];
    for (const cell of rest) keep(cell);
    const read = taken && instantOf(taken.value);
    if (taken && read === undefined) keep(taken);
    return read;
  };
  const username = first("username");
  const [email, ...emails] = byTarget.get("email") ?? [];
  if (email && username !== "") keep(email);
  for (const cell of emails) keep(cell);
  return {
    name: first("name"),
    categories: all("category").map((path) => pathOf(path, path.includes("/") ? "/" : "\\")),
    urls: all("url").flatMap((cell) => cell.split("\n")),
    account: first("account"),
    username: username || (email?.value ?? ""),
    password: first("password"),
    codes: (byTarget.get("totp") ?? []).map(({ value, name }, index) =>
      index === 0 ? { text: value } : { text: value, name },
    ),
    blob: all("blob").join("\n"),
    tags: all("tags").flatMap((cell) => cell.split(/[,;\n]/)),
    favourite: all("favourite").some((cell) => !IS_NO.test(cell)),
    createdAt: instant("createdAt"),
    updatedAt: instant("updatedAt"),
    fields,
    row,
  };
}

/** Programs mark favourites with a star, a number or a word of their language. */
const IS_NO = /^\s*(?:0|-|false|no|n|nein|non|off)?\s*$/i;

/** From here on a number counts seconds since 1970: less is a year or a count. */
const FIRST_SECOND = 1e8;

/** ISO 8601, with dots as in German, or a number since 1970. `1/2/2025` is two days, so it is none. */
function instantOf(text: string): number | undefined {
  const number = numberOf(text);
  if (number !== undefined) return number >= FIRST_SECOND ? secondsInstant(number) : undefined;
  const [, day = "", month = "", year = "", time = ""] =
    /^\s*(\d\d?)\.(\d\d?)\.(\d{4})(?:,?\s+(\d\d:\d\d(?::\d\d)?))?\s*$/.exec(text) ?? [];
  if (year === "") return isoInstant(text.replaceAll("/", "-"));
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isoInstant(time === "" ? date : `${date}T${time}`);
}
