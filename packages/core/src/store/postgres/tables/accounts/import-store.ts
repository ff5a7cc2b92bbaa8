import { eq } from "drizzle-orm";
import { personalVaultOf, type VaultId } from "../../../../ids.ts";
import type { ImportedVault } from "../../../rows.ts";
import type { ImportStore } from "../../../store.ts";
import type { Connection, Transaction } from "../base/connection.ts";
import { appendEvent } from "../base/event-writer.ts";
import { insertInto } from "../base/given-rows.ts";
import { waitForTurn } from "../base/locks.ts";
import type { Queries } from "../base/queries.ts";
import { build } from "../base/statements.ts";
import { categories, importedVaults, items, users } from "../schema/schema.ts";
import { isUsernameTaken, waitForName } from "./account-names.ts";
import { insertAccount, isFirstAccount } from "./insert-account.ts";

export function createImportStore(connection: Connection): ImportStore {
  const { db, write } = connection;

  return {
    async find(source) {
      return findImported(connection, source);
    },

    async insert({ user, source, importedAt, passphraseKept, ...rows }) {
      return write(async (tx) => {
        await waitForTurn(tx, `import ${source}`);
        if ((await findImported(tx, source)) !== null) return "already-imported";
        const administrator = await isFirstAccount(tx);
        await waitForName(tx, user.username);
        if (await isUsernameTaken(tx, user.username)) return "username-taken";
        const userId = user.id;
        await insertAccount(tx, user, { administrator, updatedAt: importedAt });
        await tx.run(build.insert(importedVaults).values({ source, userId, importedAt, passphraseKept }));
        await insertRecords(tx, personalVaultOf(userId), rows);
        await appendEvent(tx, userId, { kind: "imported", at: importedAt });
        return "imported";
      });
    },

    async hasOldPassphrase(userId) {
      const [kept] = await db
        .select({ kept: importedVaults.passphraseKept })
        .from(importedVaults)
        .where(eq(importedVaults.userId, userId));
      return kept?.kept ?? false;
    },
  };
}

const insertCategories = insertInto(categories);
const insertItems = insertInto(items);

/** With the order and the times that they had. */
async function insertRecords(
  tx: Transaction,
  vaultId: VaultId,
  rows: Pick<ImportedVault, "categories" | "items">,
): Promise<void> {
  const fresh = { vaultId, sealRev: 1, revision: 1 };
  await insertCategories(
    tx,
    rows.categories.map((row) => ({ ...row, ...fresh })),
  );
  await insertItems(
    tx,
    rows.items.map((row) => ({ ...row, ...fresh, writtenAt: row.updatedAt })),
  );
}

async function findImported({ db }: Queries, source: string) {
  const [found] = await db
    .select({ userId: users.id, username: users.username, importedAt: importedVaults.importedAt })
    .from(importedVaults)
    .innerJoin(users, eq(users.id, importedVaults.userId))
    .where(eq(importedVaults.source, source));
  return found ?? null;
}
