import { KIND_NAMES } from "@opp/core/items/kinds";
import { FIELD_CHOICES } from "../items/item-fields.ts";
import { KIND_FIELD_CHOICES } from "../items/kind-options.ts";

/** The values of an option; categories: those of the vault, if they can be read without a question. */
export type OptionValues = readonly string[] | "categories";

/** By the option's name, in every command that has it. Other options take files or any text. */
export const OPTION_VALUES: ReadonlyMap<string, OptionValues> = new Map<string, OptionValues>([
  ["--field", FIELD_CHOICES],
  ["--kind", KIND_NAMES],
  ["--ask", KIND_FIELD_CHOICES],
  ["--category", "categories"],
]);
