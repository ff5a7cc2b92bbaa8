import type { Command } from "@commander-js/extra-typings";
import type { VaultClient } from "@openpassphrase/client";
import { changeTags, splitTags, tidyTags } from "@opp/core/tags/tag-list";
import { chooseCategory } from "./choose-category.ts";
import { addFieldOptions, readFieldOptions } from "./field-options.ts";
import { addGeneratorOptions } from "./generator-options.ts";
import { ASK_OPTION, KIND_OPTION, SET_FILE_OPTION, SET_OPTION } from "./kind-options.ts";

/** What `add` and `edit` take of an item. */
export function addItemOptions(command: Command) {
  addFieldOptions(command);
  return addGeneratorOptions(command)
    .option(...KIND_OPTION)
    .option(...SET_OPTION)
    .option(...SET_FILE_OPTION)
    .option(...ASK_OPTION)
    .option("--category <name>", "category: name, path (A / B) or id")
    .option("--tag <tag>", "tag; repeat for several", collectTags)
    .option("--favourite", "add to favourites")
    .option("--generate", "generate a new password with the options above");
}

/** A tag has no comma, so one parts several. */
export const collectTags = (text: string, before: readonly string[] = []): readonly string[] =>
  tidyTags([...before, ...splitTags(text)]);

interface ItemChoice {
  readonly category?: string | boolean | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly removeTag?: readonly string[] | undefined;
  readonly favourite?: boolean | undefined;
}

/**
 * The fields that were named, as the server takes them. @param tagsBefore what the item has of tags
 * @throws CliFailure
 */
export async function readItemFields(vault: VaultClient, choice: ItemChoice, tagsBefore: readonly string[]) {
  const { favourite, tag: add, removeTag: remove } = choice;
  return {
    ...readFieldOptions(choice),
    ...((add ?? remove) !== undefined && {
      tags: changeTags(tagsBefore, { add: add ?? [], remove: remove ?? [] }),
    }),
    ...(favourite !== undefined && { favourite }),
    ...(await readCategory(vault, choice.category)),
  };
}

async function readCategory(vault: VaultClient, wanted: string | boolean | undefined) {
  if (wanted === undefined || wanted === true) return {};
  if (wanted === false) return { categoryId: null };
  const { categories } = await vault.categories.list.query();
  return { categoryId: chooseCategory(categories, wanted).id };
}
