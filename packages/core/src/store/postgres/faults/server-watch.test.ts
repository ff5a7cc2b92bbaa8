import { DatabaseError } from "pg";
import { describe, expect, it } from "vitest";
import type { StorageReport } from "../../faults/storage-report.ts";
import { NoPrimaryError, OlderTimelineError, OtherClusterError } from "./cluster-errors.ts";
import { createServerWatch } from "./server-watch.ts";

function openWatch() {
  const said: StorageReport[] = [];
  const clock = { now: 0 };
  const watch = createServerWatch(
    (report) => said.push(report),
    () => clock.now,
  );
  return { watch, said, clock };
}

const refused = Object.assign(new Error("connect ECONNREFUSED 192.0.2.7:5432"), { code: "ECONNREFUSED" });
const stateError = (code: string) =>
  Object.assign(new DatabaseError("the message holds a value", 0, "error"), { code, severity: "ERROR" });

describe("what is reported of a PostgreSQL server", () => {
  it("is that it went away, by a code and no address, and that it answers again", () => {
    const { watch, said } = openWatch();
    watch.noteAnswer();
    expect(said).toEqual([]);
    expect(watch.explain(refused)).toMatchObject({ code: "STORAGE_UNREACHABLE" });
    watch.noteAnswer();
    watch.noteAnswer();
    expect(said).toEqual([
      { cause: "unreachable", reason: "ECONNREFUSED" },
      { cause: null, reason: "" },
    ]);
  });

  it("is that it takes no writes, until one has fit in for a minute", () => {
    const { watch, said, clock } = openWatch();
    expect(watch.explain(stateError("53100"))).toMatchObject({ code: "STORAGE_FULL" });
    watch.noteAnswer();
    watch.noteCommit();
    expect(said).toEqual([{ cause: "disk-full", reason: "53100" }]);
    clock.now += 60_000;
    watch.noteAnswer();
    watch.noteCommit();
    expect(said.at(-1)).toEqual({ cause: null, reason: "" });
  });

  it("is that no server of the list can be used, and why", () => {
    const { watch, said } = openWatch();
    for (const error of [new NoPrimaryError(), new OtherClusterError(), new OlderTimelineError()])
      expect(watch.explain(error)).toMatchObject({ code: "STORAGE_UNREACHABLE" });
    expect(said.map(({ reason }) => reason)).toEqual(["", "other cluster", "older timeline"]);
  });

  it("is nothing for a bug, a refused statement or a lock that was waited for in vain", () => {
    const { watch, said } = openWatch();
    for (const error of [new Error("bug"), stateError("23505"), stateError("55P03")]) watch.explain(error);
    expect(said).toEqual([]);
  });
});
