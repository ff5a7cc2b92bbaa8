import { isoInstant, utcDay } from "../../parse/unknown-values.ts";
import { pathOf, splitAddresses } from "../table/cell-values.ts";
import { tableReader } from "../table/table-reader.ts";

export const aliasvaultCsv = tableReader({
  format: "aliasvault-csv",
  recognise: (has) => has("servicename") && (has("currentpassword") || has("serviceurl")),
  columns: [
    "version",
    "servicename",
    "folderpath",
    "serviceurl",
    "username",
    "currentpassword",
    "aliasemail",
    "twofactorsecret",
    "aliasgender",
    "aliasfirstname",
    "aliaslastname",
    "aliasnickname",
    "aliasbirthdate",
    "notes",
    "createdat",
    "updatedat",
  ],
  drafts: () => (row) => {
    const birth = row.get("aliasbirthdate");
    const bornAt = instantOf(birth);
    const day = bornAt === undefined ? "" : utcDay(bornAt);
    return {
      name: row.get("servicename"),
      kind: "login",
      categories: [pathOf(row.get("folderpath"), "/")],
      urls: splitAddresses(row.get("serviceurl")),
      username: row.get("username"),
      password: row.get("currentpassword"),
      codes: [{ text: row.get("twofactorsecret") }],
      blob: row.get("notes"),
      fields: [
        { name: "E-mail", value: row.get("aliasemail") },
        { name: "Gender", value: row.get("aliasgender") },
        { name: "First name", value: row.get("aliasfirstname") },
        { name: "Last name", value: row.get("aliaslastname") },
        { name: "Nickname", value: row.get("aliasnickname") },
        ...(isNever(birth)
          ? []
          : [
              {
                name: "Date of birth",
                value: day || birth,
                kind: day ? ("date" as const) : ("text" as const),
              },
            ]),
      ],
      createdAt: since1970(row.get("createdat")),
      updatedAt: since1970(row.get("updatedat")),
    };
  },
});

/** The first day of .NET's calendar means none. */
const isNever = (text: string): boolean => text === "" || /^(?:0001-01-01|0?1\/0?1\/0001)/.test(text);

const since1970 = (text: string): number | undefined => {
  const instant = isNever(text) ? undefined : instantOf(text);
  return instant !== undefined && instant >= 0 ? instant : undefined;
};

/** `MM/DD/YYYY HH:MM:SS` in UTC, with or without the time and AM or PM; or ISO 8601. Negative before 1970. */
function instantOf(text: string): number | undefined {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AP]M)?)?$/i.exec(
    text.trim(),
  );
  if (!match) return isoInstant(text);
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const half = match[7]?.toUpperCase();
  const hours = half === undefined ? hour : (hour % 12) + (half === "PM" ? 12 : 0);
  const instant = Date.UTC(year, month - 1, day, hours, minute, second);
  const read = new Date(instant);
  return read.getUTCMonth() === month - 1 && read.getUTCDate() === day ? instant : undefined;
}
