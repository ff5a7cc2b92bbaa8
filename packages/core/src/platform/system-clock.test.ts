import { describe, expect, it } from "vitest";
import { systemClock } from "./system-clock.ts";

describe("systemClock", () => {
  it("lets what is already waiting run before it continues", async () => {
    const order: string[] = [];
    setImmediate(() => order.push("waiting"));
    await systemClock.yield();
    order.push("after");
    expect(order).toEqual(["waiting", "after"]);
  });

  it("sleeps without holding up what is waiting", async () => {
    const order: string[] = [];
    setImmediate(() => order.push("waiting"));
    await systemClock.sleep(20);
    order.push("after");
    expect(order).toEqual(["waiting", "after"]);
  });
});
