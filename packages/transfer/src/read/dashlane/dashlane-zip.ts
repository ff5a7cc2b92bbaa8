import { collectItems } from "../../build/collect-items.ts";
import { decodeText } from "../../parse/decode-text.ts";
import { detectTable } from "../../parse/detect-table.ts";
import type { ZipFiles } from "../../parse/zip.ts";
import type { Reader } from "../reader.ts";
import { notThis, shapeOf } from "../shape-of.ts";
import { rowsOf } from "../table/rows.ts";
import { noteTable } from "../table/table-reader.ts";
import { DASHLANE_TABLES, type DashlaneTable } from "./dashlane-tables.ts";

/** Two of these names make a zip Dashlane's; credentials.csv alone does. */
const NAMES_ENOUGH = 2;

export const dashlaneZip: Reader = {
  format: "dashlane-zip",
  recognise: (look) => {
    if (look.shape !== "zip") return false;
    const found = DASHLANE_TABLES.filter((table) => pathOf(look.files, table) !== undefined);
    return found.some(({ file }) => file === "credentials.csv") || found.length >= NAMES_ENOUGH;
  },
  read: async (look) => {
    const { files } = shapeOf(look, "zip", "dashlane-zip");
    const collector = collectItems("dashlane-zip");
    let found = false;
    for (const table of DASHLANE_TABLES) {
      const path = pathOf(files, table);
      if (path === undefined) continue;
      found = true;
      const bytes = await files.read(path);
      if (bytes.length === 0) continue;
      const { records, notices } = detectTable(decodeText(bytes));
      noteTable(notices, collector);
      const [header, ...rest] = records;
      for (const row of rowsOf(header?.cells ?? [], rest, { known: table.columns })) {
        const draft = table.draft(row.get);
        collector.item({ ...draft, fields: [...(draft.fields ?? []), ...row.others] });
      }
    }
    if (!found) throw notThis("dashlane-zip");
    collector.note("noted", "Dashlane's export has no files, passkeys and history");
    return collector.done();
  },
};

const pathOf = (files: ZipFiles, { file }: DashlaneTable): string | undefined =>
  files.names.find((name) => name.split("/").at(-1)?.toLowerCase() === file.toLowerCase());
