import type { Command } from "@commander-js/extra-typings";
import type { ItemSummary } from "@openpassphrase/client";
import { KIND_NAMES, kindEntry } from "@opp/core/items/kinds";
import { asksForTrash } from "@opp/core/search/parse-query";
import { hasTag, tidyTags } from "@opp/core/tags/tag-list";
import { categoryPaths, chooseCategory, liesIn } from "../../items/choose-category.ts";
import { collectTags } from "../../items/item-options.ts";
import { readKind } from "../../items/kind-options.ts";
import { listAll } from "../../items/list-all.ts";
import { readQuery, searchVault } from "../../items/search-vault.ts";
import { JSON_OPTION, STDIN_ARGUMENT } from "../../options/command-options.ts";
import { openOutput } from "../../terminal/output.ts";
import { addSecretOptions } from "../../terminal/secret-input.ts";
import { fittedTable, tabbedLines } from "../../text/table.ts";
import { PASSPHRASE, useRemoteVault } from "../../vault/remote-vault.ts";

const HEAD = ["ID", "NAME", "USER NAME", "URL", "CATEGORY"] as const;
/** Where the terminal doesn't say how wide it is. */
const UNKNOWN_WIDTH_CHARS = 80;

export function define(command: Command): void {
  addSecretOptions(command, [PASSPHRASE]);
  command
    .argument(
      "[query]",
      'what to search for, as in the web app: words, "in:", "tag:", "kind:", "has:", "is:"; "-" alone is the next argument',
    )
    .argument(...STDIN_ARGUMENT)
    .option(
      "--category <name>",
      "only items in this category and its subcategories: name, path (A / B) or id",
    )
    .option("--tag <tag>", "only items with this tag; repeat for items with all of several", collectTags)
    .option("--kind <kind>", `only items of this kind: ${KIND_NAMES.join(", ")}`, readKind)
    .option("--trash", "list the trash")
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (query, dash, options) => {
      const fromStdin = dash === true || query === "-";
      const terms = query === undefined || query === "-" ? [] : readQuery(query);
      const tags = tidyTags(options.tag ?? []);
      await useRemoteVault({ options, fromStdin }, async ({ vault }) => {
        const [{ categories }, all] = await Promise.all([
          vault.categories.list.query(),
          listAll(vault, options.trash === true || asksForTrash(terms)),
        ]);
        const isWanted =
          options.category === undefined
            ? () => true
            : liesIn(categories, chooseCategory(categories, options.category));
        const listed = all.filter(
          (item) =>
            isWanted(item.categoryId) &&
            (options.kind === undefined || item.kind === options.kind) &&
            tags.every((tag) => hasTag(item.tags, tag)),
        );
        const items = await searchVault(vault, { items: listed, categories, terms });
        const pathOf = categoryPaths(categories);
        const rows = items.map(({ id, name, username, url, categoryId, damaged }) => [
          String(id),
          damaged ? "(damaged)" : name,
          username,
          url,
          pathOf(categoryId),
        ]);
        const json = items.map((item) => ({
          ...item,
          category: item.categoryId === null ? null : pathOf(item.categoryId),
        }));
        openOutput(options).result(
          json,
          process.stdout.isTTY
            ? forPeople(withKinds(rows, items), process.stdout.columns || UNKNOWN_WIDTH_CHARS)
            : tabbedLines(rows),
        );
      });
    });
}

const forPeople = (rows: readonly (readonly string[])[], columns: number): string =>
  rows.length === 1 ? "Nothing." : fittedTable(rows, columns);

/** With the head, and for people with a column of kinds where the items have several. Programs take them from --json. */
const withKinds = (rows: readonly (readonly string[])[], items: readonly ItemSummary[]) => {
  const hasKinds = new Set(items.map(({ kind }) => kind)).size > 1;
  const all = [HEAD, ...rows];
  return hasKinds ? all.map((row, at) => [...row, at === 0 ? "KIND" : kindLabel(items[at - 1])]) : all;
};

const kindLabel = (item: ItemSummary | undefined): string => (item ? kindEntry(item.kind).label : "");

const EXAMPLES = `
On a terminal, a table cut to its width; otherwise one line per item, with tabs between id, name,
username, URL and category.

Examples:
  opp ls
  opp ls "bank zurich" --category Money
  opp ls --category "Family / Bank"
  opp ls --tag "every year"
  opp ls "is:favourite -in:Work user:ada"
  opp ls --kind card
  opp ls --json | jq -r '.[].name'`;
