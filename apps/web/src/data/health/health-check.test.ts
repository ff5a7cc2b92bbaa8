import type { BreachListState, ItemHealth } from "@opp/core/schemas/health";
import { describe, expect, it } from "vitest";
import { CallFault } from "../../base/call-fault.ts";
import { createHealthCheck, type HealthQueries } from "./health-check.ts";

const facts = (id: number, recordRevision = 1): ItemHealth => ({
  id,
  recordRevision,
  hasPassword: true,
  reuseGroup: null,
  passwordChangedAt: 0,
  insecure: false,
  code: "unknown",
});

/** A server with these items, that notes what it is asked; `hold` lets a test do something before an answer arrives. */
function serverWith(
  items: () => ItemHealth[],
  hold: (asked: string) => void | Promise<void> = () => {},
  breachList: () => BreachListState = () => "none",
) {
  const asked: string[] = [];
  const note = async (question: string) => {
    asked.push(question);
    await hold(question);
  };
  const queries: HealthQueries = {
    report: async () => {
      await note("report");
      return { items: items(), damaged: 0, breachList: breachList() };
    },
    strengths: async (ids) => {
      await note(`${ids.length} strengths from ${ids[0]}`);
      const known = new Map(items().map((item) => [item.id, item.recordRevision]));
      return {
        strengths: ids.map((id) => ({
          id,
          recordRevision: known.get(id) ?? 0,
          score: 3 as const,
          guessesLog10: 9,
          seen: breachList() === "ready" ? 0 : null,
        })),
      };
    },
  };
  return { queries, asked };
}

const checkAtOnce = () => createHealthCheck(async () => {});
const busy = Object.assign(new Error("busy"), { data: { vaultCode: "BUSY", fields: [] } });

describe("a look at the vault's health", () => {
  it("judges every password, some at a time", async () => {
    const { store, check } = checkAtOnce();
    const { queries, asked } = serverWith(() => Array.from({ length: 250 }, (_, index) => facts(index + 1)));
    await check(queries, "first");
    expect(asked).toEqual([
      "report",
      "100 strengths from 1",
      "100 strengths from 101",
      "50 strengths from 201",
    ]);
    expect(store.get()).toMatchObject({ status: "ready", failure: null });
    expect(store.get().strengths.size).toBe(250);
  });

  it("doesn't look twice at the same state of the vault", async () => {
    const { check } = checkAtOnce();
    const { queries, asked } = serverWith(() => [facts(1)]);
    await check(queries, "same");
    await check(queries, "same");
    expect(asked).toHaveLength(2);
  });

  it("asks again only for what changed, and forgets what is gone", async () => {
    const { store, check } = checkAtOnce();
    let items = [facts(1), facts(2), facts(3)];
    const { queries, asked } = serverWith(() => items);
    await check(queries, "before");
    items = [facts(1), facts(2, 2)];
    await check(queries, "after");
    expect(asked.slice(2)).toEqual(["report", "1 strengths from 2"]);
    expect([...store.get().strengths.keys()]).toEqual([1, 2]);
  });

  it("asks again for every password once there is a list of breached ones", async () => {
    const { store, check } = checkAtOnce();
    let breachList: BreachListState = "failed";
    const { queries, asked } = serverWith(
      () => [facts(1), facts(2)],
      () => {},
      () => breachList,
    );
    await check(queries, "before");
    expect(store.get()).toMatchObject({ breachList: "failed" });
    breachList = "ready";
    await check(queries, "after");
    await check(queries, "later");
    expect(asked).toEqual(["report", "2 strengths from 1", "report", "2 strengths from 1", "report"]);
    expect(store.get().strengths.get(1)?.seen).toBe(0);
  });

  it("refetches once after several changes, not once per change", async () => {
    const { check } = checkAtOnce();
    const { queries, asked } = serverWith(() => [facts(1)]);
    await Promise.all(["first", "second", "third"].map((vault) => check(queries, vault)));
    expect(asked.filter((question) => question === "report")).toHaveLength(2);
  });

  it("keeps nothing of an answer that comes after the vault closed", async () => {
    const { store, check, forget } = checkAtOnce();
    for (const question of ["report", "1 strengths from 1"]) {
      const { queries } = serverWith(
        () => [facts(1)],
        (asked) => {
          if (asked === question) forget();
        },
      );
      await check(queries, question);
      expect(store.get()).toMatchObject({ status: "idle", items: [] });
      expect(store.get().strengths.size).toBe(0);
    }
  });

  it("waits for a server that is busy", async () => {
    const { store, check } = checkAtOnce();
    let refusals = 3;
    const { queries } = serverWith(
      () => [facts(1)],
      (asked) => {
        if (asked !== "report" && refusals-- > 0) throw busy;
      },
    );
    await check(queries, "vault");
    expect(store.get().status).toBe("ready");
  });

  it("says what went wrong, and looks again when asked again", async () => {
    const { store, check } = checkAtOnce();
    let broken = true;
    const { queries } = serverWith(
      () => [facts(1)],
      () => {
        if (broken) throw new CallFault("OFFLINE");
      },
    );
    await check(queries, "vault");
    expect(store.get()).toMatchObject({ status: "failed", failure: { code: "OFFLINE" } });
    broken = false;
    await check(queries, "vault");
    expect(store.get()).toMatchObject({ status: "ready", failure: null });
  });
});

describe("a look at one item", () => {
  const first = { id: 1, passwordChangedAt: 0 };

  it("asks for the report once, and for that item's strength alone", async () => {
    const { store, checkItem } = checkAtOnce();
    const { queries, asked } = serverWith(() => [facts(1), facts(2), facts(3)]);
    await checkItem(queries, first);
    await checkItem(queries, first);
    expect(asked).toEqual(["report", "1 strengths from 1"]);
    await checkItem(queries, { id: 3, passwordChangedAt: 0 });
    expect(asked.slice(2)).toEqual(["1 strengths from 3"]);
    expect(store.get().status).toBe("idle");
  });

  it("asks again if the password has changed since", async () => {
    const { checkItem } = checkAtOnce();
    let items = [facts(1)];
    const { queries, asked } = serverWith(() => items);
    await checkItem(queries, first);
    items = [{ ...facts(1, 2), passwordChangedAt: 9 }];
    await checkItem(queries, { id: 1, passwordChangedAt: 9 });
    expect(asked.slice(2)).toEqual(["report", "1 strengths from 1"]);
  });

  it("leaves it to the whole look while that runs, says nothing of a failure, and keeps nothing once the vault closed", async () => {
    const { store, check, checkItem, forget } = checkAtOnce();
    let inner: Promise<void> = Promise.resolve();
    const { queries, asked } = serverWith(
      () => [facts(1)],
      (question) => {
        if (question === "report") inner = checkItem(queries, first);
      },
    );
    await check(queries, "vault");
    await inner;
    expect(asked).toEqual(["report", "1 strengths from 1"]);
    forget();
    const broken = serverWith(
      () => [facts(1)],
      () => {
        throw new TypeError("fetch failed");
      },
    );
    await checkItem(broken.queries, first);
    expect(store.get().failure).toBeNull();
    const closing = serverWith(() => [facts(1)], forget);
    await checkItem(closing.queries, first);
    expect(store.get().items).toEqual([]);
  });
});

describe("an item that got another password", () => {
  it("shares it with nobody, and neither does the last one that had the old one", async () => {
    const { store, check, noteNewPassword } = checkAtOnce();
    const shared = (id: number, reuseGroup: number) => ({ ...facts(id), reuseGroup });
    const { queries } = serverWith(() => [
      shared(1, 1),
      shared(2, 1),
      shared(3, 2),
      shared(4, 2),
      shared(5, 2),
    ]);
    await check(queries, "vault");
    noteNewPassword(1);
    noteNewPassword(3);
    const groups = new Map(store.get().items.map(({ id, reuseGroup }) => [id, reuseGroup]));
    expect([...groups]).toEqual([
      [1, null],
      [2, null],
      [3, null],
      [4, 2],
      [5, 2],
    ]);
    expect([...store.get().strengths.keys()]).toEqual([2, 4, 5]);
  });

  it("is judged again by the look that follows", async () => {
    const { store, check, noteNewPassword } = checkAtOnce();
    const { queries } = serverWith(() => [facts(1)]);
    await check(queries, "before");
    expect(store.get().of).toBe("before");
    noteNewPassword(1);
    await check(queries, "after");
    expect(store.get()).toMatchObject({ of: "after", status: "ready" });
    expect(store.get().strengths.has(1)).toBe(true);
  });
});
