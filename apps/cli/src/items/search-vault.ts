import type { Category, ItemSummary, VaultClient } from "@openpassphrase/client";
import { LIMITS } from "@opp/core/rules/limits";
import { foldText } from "@opp/core/search/fold-text";
import { createItemFolding } from "@opp/core/search/folded-item";
import { asksForHealth, notesTexts, parseWholeQuery, type Term } from "@opp/core/search/parse-query";
import { bareContext, searchItems } from "@opp/core/search/search-items";
import { tagKey } from "@opp/core/tags/tag-list";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { visible } from "../text/visible.ts";
import { categoryPaths } from "./choose-category.ts";

/**
 * Reads a query as the app's search box does.
 * @throws CliFailure for an operator's value that doesn't exist, or that only the app can look for
 */
export function readQuery(typed: string): readonly Term[] {
  const terms = parseWholeQuery(typed);
  const unknown = terms.find((term) => term.kind === "unknown");
  if (unknown)
    throw new CliFailure(
      EXIT.usage,
      `"${visible(`${unknown.operator}:${unknown.value}`)}" can't be searched for. docs/cli.md lists the operators.`,
    );
  if (asksForHealth(terms))
    throw new CliFailure(
      EXIT.usage,
      "Only the web app searches by breached, weak, reused, old or insecure passwords.",
    );
  return terms;
}

interface Searched {
  readonly items: readonly ItemSummary[];
  readonly categories: readonly Category[];
  readonly terms: readonly Term[];
}

/** The items that fit every term, best first; asks the server for what is in notes. */
export async function searchVault(
  vault: VaultClient,
  { items, categories, terms }: Searched,
): Promise<readonly ItemSummary[]> {
  const pathOf = categoryPaths(categories);
  return searchItems(items, terms, {
    ...bareContext(createItemFolding(hostOf)),
    categoryNames: new Map(categories.map(({ id }) => [id, foldText(pathOf(id))])),
    tags: new Set(items.flatMap(({ tags }) => tags.map(tagKey))),
    notes: await searchNotes(vault, notesTexts(terms, false)),
  });
}

async function searchNotes(vault: VaultClient, texts: readonly string[]) {
  const found = new Map<string, ReadonlySet<number>>();
  for (let at = 0; at < texts.length; at += LIMITS.searchTexts) {
    const asked = texts.slice(at, at + LIMITS.searchTexts);
    const answer = await vault.items.searchNotes.mutate({ texts: asked });
    asked.forEach((text, index) => found.set(text, new Set(answer.found[index]?.ids ?? [])));
  }
  return found;
}

function hostOf(url: string): string {
  const full = /^[a-z][a-z\d+.-]*:\/\//i.test(url) ? url : `https://${url}`;
  return URL.canParse(full) ? new URL(full).hostname.replace(/^www\./, "") : url;
}
