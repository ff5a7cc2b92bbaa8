import { describe, expect, it } from "vitest";
import { createLog } from "./log.ts";
import { createStorageLog } from "./storage-log.ts";

const HOUR_MS = 3_600_000;

describe("the log of a disk in trouble", () => {
  it("has one line for a cause, another each hour while it lasts, and one when it is over", () => {
    const lines: string[] = [];
    let now = 0;
    const say = createStorageLog(createLog("info", { write: (line: string) => lines.push(line) }), () => now);
    const full = { cause: "disk-full", reason: "SQLITE_FULL" } as const;
    for (let times = 0; times < 100; times += 1) say(full);
    say({ cause: "read-only", reason: "" });
    now += HOUR_MS;
    say(full);
    say({ cause: null, reason: "" });
    say({ cause: null, reason: "" });
    say(full);
    const said = lines.map((line) => JSON.parse(line));
    expect(said.map(({ cause, causes, failures }) => [cause ?? causes, failures])).toEqual([
      ["disk-full", undefined],
      ["read-only", undefined],
      ["disk-full", 100],
      [["disk-full", "read-only"], undefined],
      ["disk-full", undefined],
    ]);
    expect(said[0]).toMatchObject({ reason: "SQLITE_FULL", msg: expect.stringContaining("disk is full") });
  });

  it("has a line of its own for what somebody has to mend, in the middle of a failover", () => {
    const lines: string[] = [];
    const say = createStorageLog(createLog("info", { write: (line: string) => lines.push(line) }), () => 0);
    for (const reason of ["ECONNRESET", "ECONNREFUSED", "older timeline", "", "older timeline"])
      say({ cause: "unreachable", reason });
    say({ cause: null, reason: "" });
    const said = lines.map((line) => JSON.parse(line));
    expect(said.map(({ reason, causes }) => reason ?? causes)).toEqual([
      "ECONNRESET",
      "older timeline",
      ["unreachable"],
    ]);
    expect(said[1].msg).toContain("check the cluster, then restart the nodes");
  });
});
