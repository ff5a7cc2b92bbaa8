import { splitOtpauth } from "@opp/core/otp/otpauth-parts";
import { collectItems, type Draft, type ItemCollector } from "../../build/collect-items.ts";
import { otpauthUri } from "../../build/otpauth-uri.ts";
import type { Format } from "../../formats.ts";
import { IMPORT_LIMITS } from "../../import-limits.ts";
import { flag, list, record, text } from "../../parse/unknown-values.ts";
import { ImportRefusal } from "../../refusal.ts";
import type { Reader } from "../reader.ts";
import { notThis, shapeOf } from "../shape-of.ts";
import { jsonCell } from "../table/json-cell.ts";
import { type MigrationPayload, readMigration } from "./migration-payload.ts";

const PLAIN = /^otpauth:\/\//i;
const MIGRATION = /^otpauth-migration:\/\//i;

export const otpauthUris = listReader("otpauth-uris", PLAIN);
export const otpauthMigration = listReader("otpauth-migration", MIGRATION);

/** One address a line, of either kind; the first says which list it is. */
function listReader(format: Format, first: RegExp): Reader {
  return {
    format,
    recognise: (look) =>
      look.shape === "lines" && first.test(tidyLines(look.lines).find((line) => line !== "") ?? ""),
    read: (look) => {
      const lines = tidyLines(shapeOf(look, "lines", format).lines);
      if (!lines.some((line) => PLAIN.test(line) || MIGRATION.test(line))) throw notThis(format);
      const collector = collectItems(format);
      const transfer = collectTransfer(collector);
      lines.forEach((line, index) => {
        const row = index + 1;
        if (PLAIN.test(line)) addAddress(line, row, collector);
        else if (MIGRATION.test(line)) transfer.add(readMigration(line), row);
        else if (line !== "") collector.note("left-out", `line ${row} is no otpauth:// address`, { row });
      });
      transfer.end();
      return collector.done();
    },
  };
}

const tidyLines = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replace(/^[\s"'\ufeff]+|[\s"']+$/g, ""));

function addAddress(line: string, row: number, collector: ItemCollector): void {
  const { label, parameters } = splitOtpauth(line);
  const colon = label.indexOf(":");
  const issuer = (parameters.get("issuer") ?? "").trim() || label.slice(0, Math.max(colon, 0)).trim();
  const account = label.slice(colon + 1).trim();
  collector.item({
    name: issuer || account,
    kind: "login",
    username: account,
    codes: [{ text: line }],
    ...displayOf(parameters.get("codedisplay") ?? ""),
    row,
  });
}

/** What Ente Auth writes next to the code. */
function displayOf(json: string): Pick<Draft, "tags" | "blob" | "favourite" | "trashed"> {
  const { tags, note, pinned, trashed } = record(json === "" ? null : jsonCell(json));
  return { tags: list(tags).map(text), blob: text(note), favourite: flag(pinned), trashed: flag(trashed) };
}

/** A code that is in the file twice is one; codes of a transfer that are missing are named. */
function collectTransfer(collector: ItemCollector) {
  const seen = new Set<string>();
  const batches = new Map<bigint, { size: number; found: Set<number> }>();
  let count = 0;
  return {
    add: ({ codes, batchId, batchIndex, batchSize }: MigrationPayload, row: number) => {
      const batch = batches.get(batchId) ?? { size: batchSize, found: new Set<number>() };
      batches.set(batchId, batch);
      batch.found.add(batchIndex);
      for (const code of codes) {
        const text = otpauthUri(code);
        if (seen.has(text)) continue;
        seen.add(text);
        count += 1;
        if (count > IMPORT_LIMITS.migrationCodes)
          throw new ImportRefusal(
            "too-large",
            `The transfer has more than ${IMPORT_LIMITS.migrationCodes} codes, which is the limit.`,
          );
        collector.item({
          name: code.issuer || code.account,
          kind: "login",
          username: code.account,
          codes: [{ text }],
          row,
        });
      }
    },
    end: () => {
      for (const { size, found } of batches.values()) noteMissing(size, found, collector);
    },
  };
}

function noteMissing(size: number, found: ReadonlySet<number>, { note }: ItemCollector): void {
  const numbers = Array.from({ length: Math.min(size, IMPORT_LIMITS.migrationCodes) }, (_, index) => index);
  const missing = numbers.filter((index) => !found.has(index)).map((index) => index + 1);
  const here = numbers.filter((index) => found.has(index)).map((index) => index + 1);
  if (missing.length > 0 && here.length > 0)
    note(
      "noted",
      `the file has ${here.length} of the transfer's ${size} codes (${here.join(", ")}); missing: ${missing.join(", ")}`,
    );
}
