import type { SealableRecord } from "../../cipher/record.ts";
import { readText } from "../../items/field-values.ts";
import type { CategoryRecord } from "../../schemas/categories.ts";

/** A category's id as a record may hold it; its place among the owner's rows is for others to judge. */
interface WrittenCategory {
  readonly name: string;
  readonly parentId: number | null;
}

/** Every field of a record; a record of an earlier version lies in no other. */
export const readCategoryRecord = (record: SealableRecord | null): WrittenCategory => {
  const parentId = record?.parentId;
  return { name: readText(record?.name), parentId: Number.isSafeInteger(parentId) ? Number(parentId) : null };
};

/** The record of a new category. */
export const newCategoryRecord = ({
  name,
  parentId,
}: Pick<CategoryRecord, "name"> & { readonly parentId?: number | null | undefined }): SealableRecord =>
  typeof parentId === "number" ? { name, parentId } : { name };

/** The record after a change, fields kept that this version doesn't know. */
export function changedCategoryRecord(
  before: SealableRecord,
  { name, parentId }: { readonly name?: string | undefined; readonly parentId?: number | null | undefined },
): SealableRecord {
  const { parentId: parentBefore, ...others } = before;
  const parent = parentId === undefined ? parentBefore : parentId;
  return {
    ...others,
    ...(name === undefined ? {} : { name }),
    // Left out where it is in none, as the versions before wrote it.
    ...(typeof parent === "number" ? { parentId: parent } : {}),
  };
}
