import type { GetColumnData } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";

type Columns = Readonly<Record<string, AnyPgColumn>>;
type RowOf<Selected extends Columns> = { [Name in keyof Selected]: GetColumnData<Selected[Name]> };

/**
 * Returns a function that takes an object of these columns out of a row that the driver gave as an array, where their values
 * follow each other from `start` on, in the order of their names.
 */
export function rowReader<Selected extends Columns>(
  columns: Selected,
  start: number,
): (row: readonly unknown[]) => RowOf<Selected>;
export function rowReader(columns: Columns, start: number): (row: readonly unknown[]) => object {
  const places = Object.keys(columns).map((name, index) => ({ name, index: start + index }));
  // Copying a whole object and then filling it is quicker than letting it grow name by name.
  const template = Object.fromEntries(places.map(({ name }): [string, unknown] => [name, null]));
  return (row) => {
    const read = { ...template };
    for (const { name, index } of places) read[name] = row[index];
    return read;
  };
}
