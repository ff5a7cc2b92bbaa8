import type { DraftField } from "../../build/collect-items.ts";
import { nameFromAddress } from "../../build/display-name.ts";
import { millisecondsInstant } from "../../parse/unknown-values.ts";
import { tableReader } from "../table/table-reader.ts";

export const firefoxCsv = tableReader({
  format: "firefox-csv",
  recognise: (has, header) =>
    has("url", "password") &&
    ["httprealm", "formactionorigin", "guid", "timepasswordchanged"].filter((name) => header.has(name))
      .length >= 2,
  columns: [
    "url",
    "username",
    "password",
    "httprealm",
    "formactionorigin",
    "guid",
    "timecreated",
    "timelastused",
    "timepasswordchanged",
  ],
  drafts:
    ({ note }) =>
    (row) => {
      const url = row.get("url");
      if (/^chrome:/i.test(url)) {
        note("left-out", `row ${row.row} is Firefox's own account token, not a password of yours`, {
          row: row.row,
        });
        return null;
      }
      const guid = row.get("guid");
      const changed = millisecondsInstant(row.get("timepasswordchanged"));
      return {
        sourceId: guid === "" ? null : `firefox:${guid}`,
        name: nameFromAddress(url, { withPort: true }),
        kind: "login",
        urls: [url],
        username: row.get("username"),
        password: row.get("password"),
        fields: [
          { name: "HTTP realm", value: row.get("httprealm") },
          ...formAddress(url, row.get("formactionorigin")),
        ],
        createdAt: millisecondsInstant(row.get("timecreated")),
        updatedAt: changed,
        passwordChangedAt: changed,
      };
    },
});

/** Where the form sends the password, if that is another host. */
function formAddress(url: string, form: string): DraftField[] {
  const options = { withPort: true };
  const isElsewhere = nameFromAddress(form, options) !== nameFromAddress(url, options);
  return form !== "" && isElsewhere ? [{ name: "Form address", value: form }] : [];
}
