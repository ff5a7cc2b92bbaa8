import { FIELD_CHOICES } from "../items/item-fields.ts";

/** What can stand behind an option: these values; categories: what the vault has, where it can be read without a question. */
export type OptionValues = readonly string[] | "categories";

/** By the option's name, in every command that has it. Whoever else takes a value, takes a file or a text of one's own. */
export const OPTION_VALUES: ReadonlyMap<string, OptionValues> = new Map<string, OptionValues>([
  ["--field", FIELD_CHOICES],
  ["--category", "categories"],
]);
