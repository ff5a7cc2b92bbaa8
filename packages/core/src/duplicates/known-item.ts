import { readFields } from "../items/field-values.ts";
import type { FieldValues } from "../items/fields.ts";
import { isKind, type Kind, withKindIds } from "../items/kinds.ts";
import { tidyTags } from "../tags/tag-list.ts";
import type { IncomingItem } from "./incoming.ts";

/** An item of the vault, opened. */
export interface KnownItem {
  readonly id: number;
  readonly revision: number;
  readonly updatedAt: number;
  readonly isTrashed: boolean;
  readonly values: FieldValues;
}

/** A file that names no kind, or one that isn't known here, means a login. */
export const kindOfIncoming = ({ kind }: Pick<IncomingItem, "kind">): Kind => (isKind(kind) ? kind : "login");

/** An item of a file as it would be here. */
export function valuesOfIncoming(item: IncomingItem): FieldValues {
  const kind = kindOfIncoming(item);
  return {
    ...readFields(null),
    name: item.name,
    url: item.url,
    moreUrls: [...item.moreUrls],
    account: item.account,
    username: item.username,
    password: item.password,
    totp: item.totp,
    blob: item.blob,
    fields: withKindIds(
      kind,
      item.fields.map(({ name, kind: fieldKind, value }) => ({ name, kind: fieldKind, value })),
    ),
    kind,
    tags: tidyTags(item.tags),
    favourite: item.favourite,
    passwordChangedAt:
      item.password === "" ? null : (item.passwordChangedAt ?? item.updatedAt ?? item.createdAt ?? null),
  };
}
