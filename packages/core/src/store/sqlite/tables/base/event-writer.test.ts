import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { openTempStore } from "../../../../testing/temp-store.ts";
import {
  everythingIn,
  furnishForEvents,
  RECORDED_CHANGES,
  type RecordedChange,
} from "../../../contract/events.suite.ts";

/** Makes SQLite refuse every event of this kind, as a full disk would. */
function refuseEvents(path: string, kind: string): void {
  const sqlite = new Database(path);
  sqlite.exec(
    `CREATE TRIGGER refuse_events BEFORE INSERT ON audit_events WHEN NEW.kind = '${kind}' BEGIN SELECT RAISE(ABORT, 'no room for events'); END`,
  );
  sqlite.close();
}

describe("a change whose event can't be written", () => {
  for (const { kind, prepare, change } of Object.values<RecordedChange>(RECORDED_CHANGES)) {
    // It is all that is written.
    if (kind === "log-in-failed") continue;
    it(`is undone: ${kind}`, async () => {
      await using temp = await openTempStore();
      const furnished = await furnishForEvents(temp.store);
      await prepare?.(furnished);
      // Bob's account is deleted before it is restored: that is a change of its own.
      const withoutBob = async () =>
        kind === "account-restored" ? (await everythingIn(temp.store)).slice(0, 1) : everythingIn(temp.store);
      const before = await withoutBob();
      refuseEvents(temp.path, kind);
      await expect(change(furnished)).rejects.toThrow("no room for events");
      expect(await withoutBob()).toEqual(before);
      if (kind === "account-restored") expect(await temp.store.users.findByUsername("bob")).toBeNull();
    });
  }
});
