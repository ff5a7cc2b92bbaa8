import { and, eq } from "drizzle-orm";
import type { HealthTrendRow, HealthTrendStore } from "../../../health-trend-store.ts";
import type { Connection } from "../base/connection.ts";
import { isKeyInForce } from "../base/key-in-force.ts";
import { quietMemberWriter } from "../base/member-writer.ts";
import { bound, build, compile } from "../base/statements.ts";
import { healthTrends } from "../schema/trend-schema.ts";

const { id, sealRev, sealed } = healthTrends;
const isOwn = eq(id, bound("vaultId"));
const row = { sealRev: bound("sealRev"), sealed: bound("sealed") };
const find = compile<[sealRev: number, sealed: HealthTrendRow["sealed"]]>(
  build.select({ sealRev, sealed }).from(healthTrends).where(isOwn),
);
const insert = compile(
  build
    .insert(healthTrends)
    .values({ id: bound("vaultId"), ...row })
    .onConflictDoNothing(),
);
const replace = compile(
  build
    .update(healthTrends)
    .set(row)
    .where(and(isOwn, eq(sealRev, bound("expectedSealRev")))),
);

export function createHealthTrendStore(connection: Connection): HealthTrendStore {
  const writeAs = quietMemberWriter(connection);
  return {
    async find({ vaultId }) {
      const found = await connection.one(find, { vaultId });
      return found ? { sealRev: found[0], sealed: found[1] } : null;
    },

    async replace(scope, trend, { keyNumber }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        if (!(await isKeyInForce(tx, vaultId, keyNumber))) return "key-replaced";
        const statement = trend.expectedSealRev === 0 ? insert : replace;
        return (await tx.run(statement, { vaultId, ...trend })) > 0 ? "replaced" : "conflict";
      });
    },
  };
}
