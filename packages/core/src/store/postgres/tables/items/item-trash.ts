import { and, type SQL } from "drizzle-orm";
import type { ItemId } from "../../../../ids.ts";
import type { ItemStore } from "../../../store.ts";
import type { Connection } from "../base/connection.ts";
import { memberWriter } from "../base/member-writer.ts";
import { bound, build, compile } from "../base/statements.ts";
import { items } from "../schema/schema.ts";
import { isInTrash, isLive, isOwnItem, nextRevision } from "./item-columns.ts";

const change = (state: SQL, deletedAt: SQL | null) =>
  compile<[id: ItemId]>(
    build
      .update(items)
      .set({ deletedAt, updatedAt: bound("now"), revision: nextRevision })
      .where(and(isOwnItem, state))
      .returning({ id: items.id }),
  );
const putIntoTrash = change(isLive, bound("now"));
const takeBack = change(isInTrash, null);

export function itemTrash(connection: Connection): Pick<ItemStore, "trash" | "restore"> {
  const writeAs = memberWriter(connection);
  const changeThose =
    (statement: typeof putIntoTrash): ItemStore["trash"] =>
    (scope, ids, now) =>
      writeAs(scope, "editor", async (tx) => {
        const changed = await tx.all(statement, { vaultId: scope.vaultId, ids, now });
        const known = new Set(changed.map(([id]) => id));
        return [...new Set(ids)].filter((id) => known.has(id));
      });
  return { trash: changeThose(putIntoTrash), restore: changeThose(takeBack) };
}
