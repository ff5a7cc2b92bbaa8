import { and, eq } from "drizzle-orm";
import type { VaultScope } from "../../../../ids.ts";
import type { MadeRecords, NamedRequest } from "../../../request-store.ts";
import { requestKeys } from "../schema/request-schema.ts";
import type { Queries } from "./queries.ts";
import { bound, build, compile } from "./statements.ts";

const { vaultId, userId, name, digest, made, firstId, count } = requestKeys;
const find = compile<[table: MadeRecords["table"], firstId: number, count: number, digest: Uint8Array]>(
  build
    .select({ made, firstId, count, digest })
    .from(requestKeys)
    .where(and(eq(vaultId, bound("vaultId")), eq(userId, bound("userId")), eq(name, bound("name")))),
);
const keep = compile(
  build.insert(requestKeys).values({
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

export async function findRequest(
  queries: Pick<Queries, "one">,
  scope: VaultScope,
  byName: Uint8Array,
): Promise<MadeRecords | null> {
  const row = await queries.one(find, { vaultId: scope.vaultId, userId: scope.userId, name: byName });
  return row ? { table: row[0], firstId: row[1], count: row[2], digest: row[3] } : null;
}

/** In the transaction that makes the records, which holds the vault's row: no other makes some by the same name. */
export async function keepRequest(
  tx: Queries,
  scope: VaultScope,
  {
    request,
    records,
    now,
  }: { readonly request: NamedRequest; readonly records: Omit<MadeRecords, "digest">; readonly now: number },
): Promise<void> {
  await tx.run(keep, { vaultId: scope.vaultId, userId: scope.userId, ...request, ...records, now });
}
