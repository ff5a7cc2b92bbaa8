import { isArchive } from "../../archive/archive-header.ts";
import { readArchive } from "../../archive/read-archive.ts";
import { pathsOf, readItemOf } from "../../content/read-items.ts";
import { ImportRefusal } from "../../refusal.ts";
import type { Reader } from "../reader.ts";
import { shapeOf } from "../shape-of.ts";

/** Our own archive. Each item also comes whole, so that nothing of it is lost on the way back. */
export const oppArchive: Reader = {
  format: "opp",
  recognise: (look) => look.shape === "binary" && isArchive(look.bytes),
  read: async (look, { password }) => {
    const { bytes } = shapeOf(look, "binary", "opp");
    if (password === null)
      throw new ImportRefusal("wrong-credentials", "The archive is sealed: enter its passphrase.");
    const { categories, items } = await readArchive(bytes, password);
    const paths = pathsOf(categories);
    return {
      format: "opp",
      categories: [...paths.values()],
      items: items.map((item) => ({ ...readItemOf(item, paths), whole: item })),
      notices: [],
    };
  },
};
