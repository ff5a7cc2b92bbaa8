import type { ContentItem } from "@opp/core/vault-content";
import { isArchive } from "../../archive/archive-header.ts";
import { readArchive } from "../../archive/read-archive.ts";
import { pathsOf, readItemOf } from "../../content/read-items.ts";
import type { ReadItem } from "../../model.ts";
import { ImportRefusal } from "../../refusal.ts";
import type { Reader } from "../reader.ts";
import { shapeOf } from "../shape-of.ts";

/** Our own archive. Each record also comes whole, so that nothing of it is lost on the way back. */
export const oppArchive: Reader = {
  format: "opp",
  recognise: (look) => look.shape === "binary" && isArchive(look.bytes),
  read: async (look, { password }) => {
    const { bytes } = shapeOf(look, "binary", "opp");
    if (password === null)
      throw new ImportRefusal("wrong-credentials", "The archive is sealed: enter its passphrase.");
    const { categories, items } = await readArchive(bytes, password);
    const paths = pathsOf(categories);
    const places = new Map(categories.map(({ n }, at) => [n, at]));
    return {
      format: "opp",
      categories: [...paths.values()],
      tree: categories.map(({ n: _, parent, ...category }) => ({
        ...category,
        parent: parent === null ? null : (places.get(parent) ?? null),
      })),
      items: items.map((item) => withRecords(readItemOf(item, paths), item, places)),
      notices: [],
    };
  },
};

function withRecords(
  read: ReadItem,
  { record, versions, files, usedAt, category }: ContentItem,
  places: ReadonlyMap<number, number>,
): ReadItem {
  const history = versions.map((version, at) => ({
    ...(read.history?.[at] ?? version),
    record: version.record,
  }));
  const categoryAt = category === null ? undefined : places.get(category);
  return {
    ...read,
    record,
    ...(usedAt === null ? {} : { usedAt }),
    ...(categoryAt === undefined ? {} : { categoryAt }),
    ...(history.length > 0 ? { history } : {}),
    ...(files.length > 0 ? { attachments: files } : {}),
  };
}
