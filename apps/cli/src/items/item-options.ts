import { readFileSync } from "node:fs";
import type { Command } from "@commander-js/extra-typings";
import type { VaultClient } from "@opp/client";
import { changeTags, tidyTags } from "@opp/core/tags/tag-list";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { chooseCategory } from "./chosen-category.ts";
import { addGeneratorOptions } from "./generator-options.ts";

/** What `add` and `edit` take of an item that is no secret. */
export const addItemOptions = (command: Command) =>
  addGeneratorOptions(command)
    .option("--username <text>", "the user name at the site")
    .option("--url <url>", "its address")
    .option("--account <text>", "the account, such as a customer number")
    .option("--category <name>", "the category: its name, its path (A / B) or its id")
    .option("--tag <tag>", "a tag; may stand several times", collectTags)
    .option("--notes-file <path>", "read the notes from this file")
    .option("--favourite", "mark it as a favourite")
    .option("--generate", "make a new password; the options above say how");

/** A tag has no comma, so one parts several. */
export const collectTags = (text: string, before: readonly string[] = []): readonly string[] =>
  tidyTags([...before, ...text.split(",")]);

interface ItemChoice {
  readonly username?: string | undefined;
  readonly url?: string | undefined;
  readonly account?: string | undefined;
  readonly category?: string | boolean | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly removeTag?: readonly string[] | undefined;
  readonly notesFile?: string | undefined;
  readonly favourite?: boolean | undefined;
}

/**
 * The fields that were named, as the server takes them. @param tagsBefore what the item has of tags
 * @throws CliFailure
 */
export async function readItemFields(vault: VaultClient, choice: ItemChoice, tagsBefore: readonly string[]) {
  const { username, url, account, notesFile, favourite, tag: add, removeTag: remove } = choice;
  return {
    ...(username !== undefined && { username }),
    ...(url !== undefined && { url }),
    ...(account !== undefined && { account }),
    ...(notesFile !== undefined && { blob: readNotes(notesFile) }),
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

function readNotes(path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError)
      throw new CliFailure(EXIT.usage, "The file for the notes is no UTF-8 text.");
    throw error;
  }
}
