import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import * as administration from "../tables/schema/administration-schema.ts";
import * as files from "../tables/schema/file-schema.ts";
import * as nodes from "../tables/schema/node-schema.ts";
import * as requests from "../tables/schema/request-schema.ts";
import * as main from "../tables/schema/schema.ts";
import * as trends from "../tables/schema/trend-schema.ts";

/** The parts of a table by what each is, such as `column "id"`, with how it is. */
export type TableParts = ReadonlyMap<string, string>;

interface Named {
  readonly name: string;
}

const list = (columns: readonly Named[]): string => `(${columns.map(({ name }) => name).join(", ")})`;

/** An expression has no name. */
const isNamed = (column: object): column is Named => "name" in column && typeof column.name === "string";

/** Each in the words of `found-tables.ts`. */
function partsOf(table: PgTable): TableParts {
  const { columns, primaryKeys, foreignKeys, uniqueConstraints, checks, indexes } = getTableConfig(table);
  const keys = [...primaryKeys.map((key) => key.columns), columns.filter(({ primary }) => primary)];
  return new Map([
    ...columns.map((column) => {
      const hasDefault = column.default !== undefined || column.generatedIdentity !== undefined;
      const words = [column.getSQLType(), column.notNull && "NOT NULL", hasDefault && "DEFAULT"];
      return [`column ${column.name}`, words.filter(Boolean).join(" ")] as const;
    }),
    ...keys.filter((key) => key.length > 0).map((key) => [`primary key ${list(key)}`, ""] as const),
    ...uniqueConstraints.map((unique) => [`unique ${list(unique.columns)}`, ""] as const),
    ...foreignKeys.map(({ onDelete, reference }) => {
      const { columns: own, foreignTable, foreignColumns } = reference();
      const target = getTableConfig(foreignTable).name;
      return [
        `reference ${list(own)}`,
        `to ${target} ${list(foreignColumns)} on delete ${onDelete ?? "no action"}`,
      ] as const;
    }),
    ...checks.map(({ name }) => [`check ${name}`, ""] as const),
    ...indexes.map(({ config }) => {
      const own = config.columns.map((column) => (isNamed(column) ? column : { name: "expression" }));
      const words = [config.unique && "unique", list(own), config.where !== undefined && "partial"];
      return [`index ${config.name}`, words.filter(Boolean).join(" ")] as const;
    }),
  ]);
}

/** All tables of this program by name, as its migrations make them. */
export const EXPECTED_TABLES: ReadonlyMap<string, TableParts> = new Map(
  Object.values({ ...main, ...files, ...administration, ...requests, ...trends, ...nodes })
    .filter((table) => is(table, PgTable))
    .map((table) => [getTableConfig(table).name, partsOf(table)]),
);
