import { changeSettings, type SortOrder } from "../../../lib/settings.ts";
import { texts } from "../../../texts/texts.ts";
import { Icon } from "../../../ui/icon.tsx";
import type { Sorting } from "./arrange-items.ts";

const COLUMNS = [
  "name",
  "username",
  "website",
  "category",
  "changed",
  "used",
] as const satisfies readonly SortOrder[];

/** Times begin with the latest. */
const startsDescending = (order: SortOrder) => order === "changed" || order === "used";

/** The head of the columns: each is a button that sorts by it, and reverses the order on a second click. */
export function ListColumns({ order, reversed }: Sorting) {
  return (
    <div role="rowgroup" className="columns-head">
      <div role="row" aria-rowindex={1} className="row-cells">
        {COLUMNS.map((column) => {
          const isSorted = column === order;
          const isDescending = reversed !== startsDescending(column);
          return (
            <div
              key={column}
              role="columnheader"
              className="cell"
              aria-sort={isSorted ? (isDescending ? "descending" : "ascending") : undefined}
            >
              <button
                type="button"
                className="column-button"
                onClick={() => changeSettings({ sort: column, sortReversed: isSorted && !reversed })}
              >
                {texts.list.columns[column]}
                {isSorted && (
                  <span className={isDescending ? "" : "rotate-180"}>
                    <Icon name="down" size={14} />
                  </span>
                )}
              </button>
            </div>
          );
        })}
        <div role="columnheader" className="cell cell-actions">
          <span className="sr-only">{texts.list.columns.actions}</span>
        </div>
      </div>
    </div>
  );
}
