import type { FieldValues } from "../items/fields.ts";
import type { IncomingItem } from "./incoming.ts";
import { sitesOf, userOf } from "./match-keys.ts";

/** A short hash of a text, in hex: two texts with the same one are the same. */
export type HashText = (text: string) => string;

/** Of all that the file says of an item: another digest means that the item was changed there. */
export const digestOf = (item: IncomingItem, hash: HashText): string =>
  hash(
    JSON.stringify([
      item.kind,
      item.name,
      item.category,
      item.url,
      item.moreUrls,
      item.account,
      item.username,
      item.password,
      item.totp,
      item.blob,
      item.fields.map(({ name, kind, value }) => [name, kind, value]),
      item.tags,
      item.favourite,
      item.trashed,
      item.updatedAt ?? null,
      item.passwordChangedAt ?? null,
      (item.history ?? []).map((old) => [
        old.name ?? null,
        old.username ?? null,
        old.password ?? null,
        old.url ?? null,
        old.blob ?? null,
        old.replacedAt,
      ]),
      (item.attachments ?? []).map(({ name, bytes, sha256 }) => [name, bytes, sha256]),
    ]),
  );

/**
 * Ids of a file's items, in their order: the file's own, or a hash of format, name, sites and user. Equal ones are numbered in the
 * file's order.
 */
export function sourceIdsOf(format: string, items: readonly IncomingItem[], hash: HashText): string[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const id =
      item.sourceId ??
      `${format}:${hash(JSON.stringify([format, item.name, sitesOf(item), userOf(item), item.trashed]))}`;
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}#${count}`;
  });
}

/** What a person sees of an item, apart from its category: with the same one, two items are equal in every field. */
export const contentOf = (values: FieldValues): string =>
  JSON.stringify([
    values.kind,
    values.name,
    values.url,
    values.moreUrls,
    values.account,
    values.username,
    values.password,
    values.totp,
    values.blob,
    values.fields.map(({ name, kind, value }) => [name, kind, value]),
    values.tags,
    values.favourite,
  ]);
