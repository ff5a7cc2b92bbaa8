import { mapFields, V1_FIELDS, type V1FieldName } from "@opp/core/items/fields";
import type { Category } from "@opp/core/schemas/categories";
import type { Item } from "@opp/core/schemas/items";

/** The body of every success but the log-in's and the health check's. */
export const success = (rest: object = {}) => ({ result: "success", ...rest });

export const toCategory = ({ id, name, sortId, damaged }: Category) => ({
  id,
  name,
  sort_id: sortId,
  ...markDamaged(damaged),
});

/** What v1 knows of an item. */
export type ItemFields = Readonly<Pick<Item, V1FieldName>>;

/** An item without what its category is. */
export const toItem = (item: ItemFields & Pick<Item, "id">, sortId: number | null, damaged = false) => ({
  id: item.id,
  ...mapFields(V1_FIELDS, (name) => item[name]),
  sort_id: sortId,
  ...markDamaged(damaged),
});

/** v1 has no word for a record that doesn't open, and its clients pass over fields that they don't know. */
const markDamaged = (damaged: boolean) => (damaged ? { damaged } : {});
