import { z } from "zod";
import { ITEM_FIELDS } from "../items/field-table.ts";
import { TAG_SEPARATOR, tagKey, tidyTag, tidyTags } from "../tags/tag-list.ts";
import { itemIds, ofVault } from "./ids.ts";
import { sentText } from "./text.ts";

const { maxChars, maxEntries } = ITEM_FIELDS.tags;

const text = sentText("A tag")
  .overwrite(tidyTag)
  .max(maxChars, `A tag has at most ${maxChars} characters.`)
  .refine((tag) => !tag.includes(TAG_SEPARATOR), "A tag can't contain a comma: commas separate tags.");

const list = z
  .array(text, "tags must be a list of strings.")
  .max(maxEntries, `An item has at most ${maxEntries} tags.`);

/** The tags of an item. Blanks around them go, and so do empty ones and those that differ from another in case or accents only. */
export const tags = list.overwrite(tidyTags);

/** For many items at once: each keeps all else that it has. */
export const tagsChange = z
  .strictObject({ ...ofVault, ids: itemIds, add: tags, remove: tags })
  .refine(({ add, remove }) => add.length + remove.length > 0, "List at least one tag to add or remove.")
  .refine(({ add, remove }) => {
    const gone = new Set(remove.map(tagKey));
    return !add.some((tag) => gone.has(tagKey(tag)));
  }, "You can't add and remove the same tag at once.");
export type TagsChange = z.output<typeof tagsChange>;

const tag = text.refine((each) => each !== "", "A tag needs a name.");

/** For every item that has it. `by`: its new name, or another tag that it becomes one with; null: it is removed. */
export const tagReplacement = z.strictObject({ ...ofVault, tag, by: tag.nullable() });
export type TagReplacement = z.output<typeof tagReplacement>;
