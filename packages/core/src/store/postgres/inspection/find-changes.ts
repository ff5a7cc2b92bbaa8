import type { ClientBase } from "pg";
import { EXPECTED_TABLES, type TableParts } from "./expected-tables.ts";
import { readTables } from "./found-tables.ts";

const MOST_NAMED = 6;

/** The tables aren't as the migrations made them. */
export class ChangedSchemaError extends Error {
  constructor(changes: readonly string[]) {
    const named = changes.slice(0, MOST_NAMED).join("; ");
    const more = changes.length > MOST_NAMED ? `; and ${changes.length - MOST_NAMED} more` : "";
    super(
      `The tables of the database were changed outside this program: ${named}${more}. Undo this with psql, or restore a backup into an empty database. Nothing was written.`,
    );
    this.name = "ChangedSchemaError";
  }
}

/**
 * What differs between the database's tables and this program's schema, in words. It passes over what others add: tables,
 * views, and indexes that refuse nothing. It passes over the expressions in checks and conditions, too, since each version of PostgreSQL
 * writes them in a different way.
 */
export async function findChanges(client: Pick<ClientBase, "query">): Promise<string[]> {
  const found = await readTables(client, [...EXPECTED_TABLES.keys()]);
  return [...EXPECTED_TABLES].flatMap(([table, expected]) => {
    const own = found.get(table);
    return own === undefined ? [`the table ${table} is missing`] : compare(table, expected, own);
  });
}

function compare(table: string, expected: TableParts, found: TableParts): string[] {
  const isHarmless = (part: string, how: string) => part.startsWith("index ") && !how.startsWith("unique");
  return [
    ...[...expected].flatMap(([part, how]) => {
      const is = found.get(part);
      if (is === undefined) return [`${table} has no ${part}`];
      return is === how ? [] : [`${table} has the ${part} as "${is}" instead of "${how}"`];
    }),
    ...[...found].flatMap(([part, how]) =>
      expected.has(part) || isHarmless(part, how) ? [] : [`${table} has an unknown ${part}`],
    ),
  ];
}
