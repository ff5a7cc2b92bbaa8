import { z } from "zod";
import { category } from "./categories.ts";
import { ofVault } from "./ids.ts";
import { item } from "./items.ts";
import { parseAtOnce } from "./parse-at-once.ts";

export const fetchAllRequest = z
  .strictObject({ ...ofVault, trash: z.boolean().default(false) })
  .default({ trash: false });
export type FetchAllRequest = z.output<typeof fetchAllRequest>;

/** All of everything: the categories, and every field of every item. */
export const wholeVault = parseAtOnce(z.object({ categories: z.array(category), items: z.array(item) }));
export type WholeVault = z.output<typeof wholeVault>;
