import { basename } from "node:path";
import type { VaultClient } from "@openpassphrase/client";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { visible } from "../text/visible.ts";

export interface Notice {
  readonly item: string | null;
  readonly kind: "noted" | "partly" | "left-out";
  readonly about: string;
  readonly row: number | null;
}

export type ImportState = Awaited<ReturnType<VaultClient["imports"]["run"]["mutate"]>>;
type Read = Extract<Awaited<ReturnType<VaultClient["imports"]["preview"]["mutate"]>>, { outcome: "read" }>;
type Described = { readonly json: unknown; readonly text: string };

/** What a dry run answers. */
export function describePlan(
  path: string,
  { format, formatName, counts, table }: Read,
  {
    planned,
    notices,
  }: {
    readonly planned: { readonly create: number; readonly merge: number; readonly skip: number };
    readonly notices: readonly Notice[];
  },
): Described {
  const lines = [
    `${visible(basename(path))} is ${formatName}: ${countsOf(counts)}.`,
    `An import would make ${items(planned.create)}, merge ${items(planned.merge)} and skip ${items(planned.skip)}. Nothing was written.`,
    ...(table ? [`Its columns would be read as: --columns ${table.mapping.join(",")}`] : []),
    ...notices.map(lineOf),
  ];
  return {
    json: { outcome: "planned", format, counts, planned, columns: table?.mapping ?? null, notices },
    text: lines.join("\n"),
  };
}

/** What an import answers. */
export function describeImported(path: string, { format, formatName }: Read, state: ImportState): Described {
  const { id, report } = state;
  if (!report) throw new Error("an import ended without its report");
  const { created, merged, skipped, leftOut, categories, attachments, versions, notices, moreNotices } =
    report;
  const lines = [
    `Imported ${visible(basename(path))} (${formatName}): ${items(created)} new, ${merged} merged, ${skipped} skipped, ${leftOut} left out.`,
    `With ${some(categories, "new category", "new categories")}, ${some(attachments, "attachment")} and ${some(versions, "version")}.`,
    ...notices.map(lineOf),
    ...(moreNotices > 0 ? [`… and ${some(moreNotices, "more notice")}.`] : []),
    `To undo it within 30 days: opp import --undo ${id}`,
  ];
  return {
    json: {
      outcome: state.state === "done" ? "imported" : state.state,
      import: id,
      format,
      items: created + merged,
      created,
      merged,
      skipped,
      leftOut,
      categories,
      attachments,
      versions,
      notices,
      moreNotices,
    },
    text: lines.join("\n"),
  };
}

const LABELS = { noted: "note", partly: "in part", "left-out": "left out" } as const;

function lineOf({ item, kind, about, row }: Notice): string {
  const where = item ?? (row === null ? "the file" : `row ${row}`);
  return `  ${LABELS[kind]}: ${visible(where)}: ${visible(about)}`;
}

const countsOf = (counts: Read["counts"]): string =>
  [
    items(counts.items),
    `${counts.trashed} of them in its trash`,
    some(counts.categories, "folder"),
    some(counts.attachments, "attachment"),
    some(counts.versions, "version"),
  ].join(", ");

const items = (count: number): string => some(count, "item");
const some = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** Nothing of a table that no program is known by is imported unseen. */
export function tableRefusal({ columns, mapping }: NonNullable<Read["table"]>): CliFailure {
  const guess = columns.map((column, at) => `  ${visible(column)}: ${mapping[at] ?? "skip"}`);
  return new CliFailure(
    EXIT.usage,
    [
      "This table is from no program that is known here. Its columns would be read as:",
      ...guess,
      `To import it like that: --columns ${mapping.join(",")}`,
    ].join("\n"),
  );
}
