import type { ClientBase } from "pg";
import type { TableParts } from "./expected-tables.ts";

const columnsOf = (table: string, numbers: string) => `(SELECT '(' || string_agg(
    coalesce((SELECT attname FROM pg_attribute WHERE attrelid = ${table} AND attnum = number), 'expression'), ', ' ORDER BY place) || ')'
  FROM unnest(${numbers}) WITH ORDINALITY AS numbered (number, place))`;

// Since PostgreSQL 18, NOT NULL is a constraint, too; here it belongs to its column.
const PARTS = `
  WITH own AS (
    SELECT oid, relname, relrowsecurity FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND relname = ANY($1::text[]))
  SELECT relname::text, '', '' FROM own
  UNION ALL
  SELECT relname, 'column ' || attname,
    concat_ws(' ', format_type(atttypid, atttypmod),
      (SELECT 'COLLATE "' || collname || '"' FROM pg_collation WHERE oid = attcollation AND attcollation <> typcollation),
      CASE WHEN attnotnull THEN 'NOT NULL' END, CASE WHEN atthasdef OR attidentity <> '' THEN 'DEFAULT' END)
    FROM own JOIN pg_attribute ON attrelid = own.oid AND attnum > 0 AND NOT attisdropped JOIN pg_type ON pg_type.oid = atttypid
  UNION ALL
  SELECT relname,
    CASE contype
      WHEN 'p' THEN 'primary key ' || ${columnsOf("conrelid", "conkey")}
      WHEN 'u' THEN 'unique ' || ${columnsOf("conrelid", "conkey")}
      WHEN 'f' THEN 'reference ' || ${columnsOf("conrelid", "conkey")}
      WHEN 'c' THEN 'check ' || conname
      ELSE 'constraint ' || conname END,
    concat_ws(' ',
      CASE contype WHEN 'f' THEN 'to ' || confrelid::regclass || ' ' || ${columnsOf("confrelid", "confkey")} || ' on delete '
        || CASE confdeltype WHEN 'c' THEN 'cascade' WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'n' THEN 'set null' ELSE 'set default' END END,
      CASE WHEN NOT convalidated THEN 'not validated' END)
    FROM own JOIN pg_constraint ON conrelid = own.oid AND contype NOT IN ('n', 't')
  UNION ALL
  SELECT own.relname, 'index ' || indexes.relname,
    concat_ws(' ', CASE WHEN indisunique THEN 'unique' END, ${columnsOf("indrelid", "indkey::int2[]")},
      CASE WHEN indpred IS NOT NULL THEN 'partial' END, CASE WHEN NOT indisvalid THEN 'invalid' END)
    FROM own JOIN pg_index ON indrelid = own.oid JOIN pg_class AS indexes ON indexes.oid = indexrelid
    WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
  UNION ALL
  SELECT relname, 'trigger ' || tgname, '' FROM own JOIN pg_trigger ON tgrelid = own.oid AND NOT tgisinternal
  UNION ALL
  SELECT DISTINCT relname, 'switched-off check of a reference', ''
    FROM own JOIN pg_trigger ON tgrelid = own.oid AND tgisinternal AND tgenabled <> 'O'
  UNION ALL
  SELECT relname, 'rule ' || rulename, '' FROM own JOIN pg_rewrite ON ev_class = own.oid
  UNION ALL
  SELECT relname, 'row-level security', '' FROM own WHERE relrowsecurity`;

/** Those of the tables that the database has, with all their parts. */
export async function readTables(
  client: Pick<ClientBase, "query">,
  names: readonly string[],
): Promise<ReadonlyMap<string, TableParts>> {
  const { rows } = await client.query<[table: string, part: string, how: string]>({
    text: PARTS,
    values: [names],
    rowMode: "array",
  });
  const found = new Map<string, Map<string, string>>();
  for (const [table, part, how] of rows) {
    const parts = found.get(table) ?? new Map<string, string>();
    if (part !== "") parts.set(part, how);
    found.set(table, parts);
  }
  return found;
}
