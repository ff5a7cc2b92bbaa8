import { and, eq } from "drizzle-orm";
import type { VaultScope } from "../../../../ids.ts";
import type { MadeRecords, NamedRequest } from "../../../request-store.ts";
import { requestKeys } from "../schema/request-schema.ts";
import { bound, type Connection, compile } from "./connection.ts";

type MadeTuple = [table: MadeRecords["table"], firstId: number, count: number, digest: Uint8Array];

/** What a member's requests made, for the transactions that make it. */
export function keptRequests({ sqlite, db }: Connection) {
  const { vaultId, userId, name, digest, made, firstId, count } = requestKeys;
  const findRow = compile<MadeTuple>(
    sqlite,
    db
      .select({ made, firstId, count, digest })
      .from(requestKeys)
      .where(and(eq(vaultId, bound("vaultId")), eq(userId, bound("userId")), eq(name, bound("name")))),
  );
  const keepRow = compile(
    sqlite,
    db.insert(requestKeys).values({
      vaultId: bound("vaultId"),
      userId: bound("userId"),
      name: bound("name"),
      digest: bound("digest"),
      made: bound("table"),
      firstId: bound("firstId"),
      count: bound("count"),
      madeAt: bound("now"),
    }),
  );
  return {
    find(scope: VaultScope, byName: Uint8Array): MadeRecords | null {
      const row = findRow.get({ vaultId: scope.vaultId, userId: scope.userId, name: byName });
      return row ? { table: row[0], firstId: row[1], count: row[2], digest: row[3] } : null;
    },
    keep(scope: VaultScope, request: NamedRequest, records: Omit<MadeRecords, "digest">, now: number): void {
      keepRow.run({ vaultId: scope.vaultId, userId: scope.userId, ...request, ...records, now });
    },
  };
}
