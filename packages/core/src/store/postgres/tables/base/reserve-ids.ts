import { and, eq, sql } from "drizzle-orm";
import type { VaultId } from "../../../../ids.ts";
import { BLOCK_IDS, type CounterName, ID_KINDS, type IdKind } from "../../../rows/id-kinds.ts";
import { counters, idRanges } from "../schema/schema.ts";
import type { Queries } from "./queries.ts";
import { bound, build, compile } from "./statements.ts";

const raise = compile<[value: number]>(
  build
    .update(counters)
    .set({ value: sql`${counters.value} + ${bound("count")}` })
    .where(eq(counters.name, bound("kind")))
    .returning({ value: counters.value }),
);
const raiseRange = compile<[last: number]>(
  build
    .update(idRanges)
    .set({ last: sql`${idRanges.last} + ${bound("count")}` })
    .where(
      and(
        eq(idRanges.vaultId, bound("vaultId")),
        eq(idRanges.kind, bound("kind")),
        sql`${idRanges.last} + ${bound("count")} <= ${idRanges.highest}`,
      ),
    )
    .returning({ last: idRanges.last }),
);
const hasRanges = compile<[kind: string]>(
  build
    .select({ kind: idRanges.kind })
    .from(idRanges)
    .where(eq(idRanges.vaultId, bound("vaultId")))
    .limit(1),
);
const newRange = { last: bound("last"), highest: bound("highest") };
const putRange = compile(
  build
    .insert(idRanges)
    .values({ vaultId: bound("vaultId"), kind: bound("kind"), ...newRange })
    .onConflictDoUpdate({ target: [idRanges.vaultId, idRanges.kind], set: newRange }),
);
const waitForBlock = compile(
  sql`SELECT pg_advisory_xact_lock(hashtextextended('opp id_ranges ' || ${bound("vaultId")}::bigint, 0))`,
);

/** Raises the counter by `count` and answers the first of the ids that are taken when the transaction is committed. */
export async function reserve(transaction: Queries, kind: CounterName, count: number): Promise<number> {
  const raised = await transaction.one(raise, { kind, count });
  if (raised === undefined) throw new Error(`The counter "${kind}" is missing from the database.`);
  return raised[0] - count + 1;
}

/** The same of a vault's own ids. A vault that has none yet takes a block. */
export async function reserveIn(
  transaction: Queries,
  vaultId: VaultId,
  { kind, count }: { readonly kind: IdKind; readonly count: number },
): Promise<number> {
  const wanted = { vaultId, kind, count };
  let raised = await transaction.one(raiseRange, wanted);
  if (raised === undefined) {
    // The vault's row may not be there yet, so it can't be what two that come first at once wait for.
    await transaction.one(waitForBlock, { vaultId });
    raised = await transaction.one(raiseRange, wanted);
  }
  if (raised === undefined) {
    await takeBlock(transaction, vaultId, kind);
    raised = await transaction.one(raiseRange, wanted);
  }
  if (raised === undefined) throw new Error(`A block has no room for ${count} ids of ${kind}.`);
  return raised[0] - count + 1;
}

/** A vault's first block is that of all kinds: which one it gets depends on the order of the vaults, and on nothing they do. */
async function takeBlock(transaction: Queries, vaultId: VaultId, kind: IdKind): Promise<void> {
  const kinds = (await transaction.one(hasRanges, { vaultId })) === undefined ? ID_KINDS : [kind];
  const last = ((await reserve(transaction, "id_blocks", 1)) - 1) * BLOCK_IDS;
  for (const each of kinds)
    await transaction.run(putRange, { vaultId, kind: each, last, highest: last + BLOCK_IDS });
}
