import { beforeEach, describe, expect, it } from "vitest";
import { messageStore } from "../../../lib/messages.ts";
import { reportFactor } from "./report-factor.ts";

const said = () =>
  messageStore.get().map(({ text, action, stays }) => ({ text, label: action?.label, stays }));

beforeEach(() => messageStore.set([]));

describe("reportFactor", () => {
  it("says nothing where no factor is asked for, and where all is well", () => {
    reportFactor(null, 0);
    reportFactor({ spareCodesLeft: 3, failures: 0 }, 0);
    expect(said()).toEqual([]);
  });

  it("warns of wrong codes that others sent with the password, and leads to a new one", () => {
    reportFactor({ spareCodesLeft: 10, failures: 3 }, 1);
    expect(said()).toEqual([
      { text: expect.stringContaining("2 wrong codes were entered"), label: "Change password", stays: true },
    ]);
  });

  it("doesn't warn of wrong codes from the same form", () => {
    reportFactor({ spareCodesLeft: 10, failures: 2 }, 2);
    expect(said()).toEqual([]);
  });

  it("says when two or fewer spare codes are left, down to none", () => {
    for (const spareCodesLeft of [2, 1, 0]) reportFactor({ spareCodesLeft, failures: 0 }, 0);
    expect(said().map(({ text }) => text)).toEqual([
      "You have 2 spare codes left. Create new ones.",
      "You have 1 spare code left. Create new ones.",
      "You have 0 spare codes left. Create new ones.",
    ]);
  });
});
