import { eq } from "drizzle-orm";
import type { ImportStore } from "../../../store.ts";
import { bound, type Connection, compile } from "../base/connection.ts";
import { eventWriter } from "../base/event-writer.ts";
import { categories, importedVaults, items, users } from "../schema/schema.ts";
import { isUsernameTaken } from "./account-names.ts";
import { insertAccount } from "./insert-account.ts";

export function createImportStore(connection: Connection): ImportStore {
  const { sqlite, db, write } = connection;
  const append = eventWriter(connection);
  const fresh = {
    id: bound("id"),
    vaultId: bound("userId"),
    sealed: bound("sealed"),
    sortId: bound("sortId"),
    createdAt: bound("createdAt"),
    updatedAt: bound("updatedAt"),
    sealRev: 1,
    revision: 1,
    deletedAt: null,
  };
  const insertCategory = compile(sqlite, db.insert(categories).values(fresh));
  const insertItem = compile(
    sqlite,
    db.insert(items).values({ ...fresh, categoryId: bound("categoryId"), writtenAt: bound("updatedAt") }),
  );
  const find = (source: string) =>
    db
      .select({ userId: users.id, username: users.username, importedAt: importedVaults.importedAt })
      .from(importedVaults)
      .innerJoin(users, eq(users.id, importedVaults.userId))
      .where(eq(importedVaults.source, source))
      .get() ?? null;

  return {
    async find(source) {
      return find(source);
    },

    async insert({ user, source, importedAt, passphraseKept, ...rows }) {
      return write(() => {
        if (find(source) !== null) return "already-imported";
        if (isUsernameTaken(db, user.username)) return "username-taken";
        const userId = user.id;
        insertAccount(db, user, importedAt);
        db.insert(importedVaults).values({ source, userId, importedAt, passphraseKept }).run();
        for (const row of rows.categories) insertCategory.run({ ...row, userId });
        for (const row of rows.items) insertItem.run({ ...row, userId });
        append(userId, "imported", importedAt);
        return "imported";
      });
    },

    async hasOldPassphrase(userId) {
      const own = eq(importedVaults.userId, userId);
      const kept = db.select({ kept: importedVaults.passphraseKept }).from(importedVaults).where(own).get();
      return kept?.kept ?? false;
    },
  };
}
