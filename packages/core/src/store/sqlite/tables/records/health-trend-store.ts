import { and, eq } from "drizzle-orm";
import type { HealthTrendStore } from "../../../health-trend-store.ts";
import type { Connection } from "../base/connection.ts";
import { keyInForce } from "../base/key-in-force.ts";
import { quietMemberWriter } from "../base/member-writer.ts";
import { healthTrends } from "../schema/trend-schema.ts";

export function createHealthTrendStore(connection: Connection): HealthTrendStore {
  const { db } = connection;
  const writeAs = quietMemberWriter(connection);
  const isKeyInForce = keyInForce(connection);
  return {
    async find({ vaultId }) {
      const { sealRev, sealed } = healthTrends;
      return (
        db.select({ sealRev, sealed }).from(healthTrends).where(eq(healthTrends.id, vaultId)).get() ?? null
      );
    },

    async replace(scope, { expectedSealRev, ...row }, { keyNumber }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        if (!isKeyInForce(vaultId, keyNumber)) return "key-replaced";
        const { changes } =
          expectedSealRev === 0
            ? db
                .insert(healthTrends)
                .values({ id: vaultId, ...row })
                .onConflictDoNothing()
                .run()
            : db
                .update(healthTrends)
                .set(row)
                .where(and(eq(healthTrends.id, vaultId), eq(healthTrends.sealRev, expectedSealRev)))
                .run();
        return changes > 0 ? "replaced" : "conflict";
      });
    },
  };
}
