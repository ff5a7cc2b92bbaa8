import type { ListedField } from "@opp/core/items/custom-fields";
import { kindField } from "@opp/core/items/kind-fields";
import { texts } from "../../texts/texts.ts";

/** What a custom field is called: its own name, or the translation of a kind's. */
export const fieldLabel = ({ id, name }: Pick<ListedField, "id" | "name">): string =>
  id !== undefined && kindField(id).name === name ? texts.kindFields[id] : name;
