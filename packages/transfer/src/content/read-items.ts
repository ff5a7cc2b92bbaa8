import { readFields } from "@opp/core/items/field-values";
import type { ContentCategory, ContentItem, ContentVersion, VaultContent } from "@opp/core/vault-content";
import type { CategoryPath, Read, ReadItem, ReadVersion } from "../model.ts";

/** The path of each category, by its number. */
export function pathsOf(categories: readonly ContentCategory[]): Map<number, CategoryPath> {
  const paths = new Map<number, CategoryPath>();
  for (const { n, parent, record } of categories)
    paths.set(n, [...(parent === null ? [] : (paths.get(parent) ?? [])), nameOf(record)]);
  return paths;
}

/** A vault's content as the model that the writers of other programs' formats take. */
export async function* readItemsOf({ categories, items }: VaultContent): AsyncGenerator<ReadItem, void> {
  const paths = pathsOf(categories);
  for await (const item of items) yield readItemOf(item, paths);
}

/** The whole of a content at once, for formats that need it. */
export async function readOf(content: VaultContent): Promise<Read> {
  const items: ReadItem[] = [];
  for await (const item of readItemsOf(content)) items.push(item);
  return { format: "opp", categories: [...pathsOf(content.categories).values()], items, notices: [] };
}

export function readItemOf(item: ContentItem, paths: ReadonlyMap<number, CategoryPath>): ReadItem {
  const fields = readFields(item.record);
  const attachments = item.files.filter(({ removedAt }) => removedAt === null);
  const { name, url, moreUrls, account, username, password, totp, blob, tags, favourite, kind } = fields;
  return {
    sourceId: null,
    kind,
    name,
    category: item.category === null ? [] : (paths.get(item.category) ?? []),
    url,
    moreUrls,
    account,
    username,
    password,
    totp,
    blob,
    fields: fields.fields,
    tags,
    favourite,
    trashed: item.deletedAt !== null,
    createdAt: item.createdAt,
    updatedAt: item.updatedAt,
    ...(fields.passwordChangedAt === null ? {} : { passwordChangedAt: fields.passwordChangedAt }),
    ...(item.deletedAt === null ? {} : { deletedAt: item.deletedAt }),
    ...(item.versions.length > 0 ? { history: item.versions.map(readVersion) } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
  };
}

function readVersion({ record, createdAt, replacedAt }: ContentVersion): ReadVersion {
  const { name, url, username, password, blob } = readFields(record);
  return { name, url, username, password, blob, createdAt, replacedAt };
}

const nameOf = ({ name }: Readonly<Record<string, unknown>>): string =>
  typeof name === "string" ? name : "";
