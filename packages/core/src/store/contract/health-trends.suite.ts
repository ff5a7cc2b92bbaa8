import { describe, expect, it } from "vitest";
import { ownScope } from "../../testing/own-scope.ts";
import { addUser, type OpenWorld, sealed, startRenewal, textOf } from "./world.suite.ts";

const options = { keyNumber: 1 };

export function describeHealthTrends(open: OpenWorld): void {
  describe("the trend of a vault's health", () => {
    it("is one record for each vault, replaced only by who read the one before", async () => {
      await using world = await open();
      const { store } = world;
      const [ada, bob] = [await addUser(store, "ada"), await addUser(store, "bob")];
      const scope = ownScope(ada.id);
      const first = { expectedSealRev: 0, sealRev: 1, sealed: sealed("first") };
      expect(await store.healthTrends.find(scope)).toBeNull();
      expect(await store.healthTrends.replace(scope, first, options)).toBe("replaced");
      expect(await store.healthTrends.replace(scope, first, options)).toBe("conflict");
      const second = { expectedSealRev: 1, sealRev: 2, sealed: sealed("second") };
      expect(await store.healthTrends.replace(scope, second, options)).toBe("replaced");
      expect(await store.healthTrends.replace(scope, second, options)).toBe("conflict");
      const found = await store.healthTrends.find(scope);
      expect([found?.sealRev, found && textOf(found.sealed)]).toEqual([2, "second"]);
      expect(await store.healthTrends.find(ownScope(bob.id))).toBeNull();
      expect(await store.healthTrends.replace(ownScope(bob.id), second, options)).toBe("conflict");
    });

    it("is among the records that are sealed again under another key, and never written under the old one", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const scope = ownScope(ada.id);
      const row = { expectedSealRev: 0, sealRev: 1, sealed: sealed("trend") };
      await store.healthTrends.replace(scope, row, options);
      await startRenewal(store, ada.id);
      const late = { expectedSealRev: 1, sealRev: 2, sealed: sealed("late") };
      expect(await store.healthTrends.replace(scope, late, options)).toBe("key-replaced");
      expect(await store.records.findSealedUnder(scope, 1, 10)).toMatchObject([
        { table: "health_trends", rowId: ada.id, recordId: ada.id, sealRev: 1 },
      ]);
      const again = { table: "health_trends" as const, rowId: ada.id, expectedSealRev: 1, sealRev: 2 };
      expect(await store.records.reseal(scope, [{ ...again, sealed: sealed("again", 2) }])).toBe(1);
      expect(await store.healthTrends.find(scope)).toMatchObject({ sealRev: 2 });
      expect(await store.records.dropPreviousKey(scope, 1)).toBe(true);
    });
  });
}
