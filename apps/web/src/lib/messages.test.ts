import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dismissMessage, messageStore, say } from "./messages.ts";

const texts = () => messageStore.get().map(({ text }) => text);

describe("messages in passing", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    messageStore.set([]);
  });

  it("go by themselves, urgent ones later", () => {
    say("saved");
    say("refused", { urgent: true });
    vi.advanceTimersByTime(6000);
    expect(texts()).toEqual(["refused"]);
    vi.advanceTimersByTime(6000);
    expect(texts()).toEqual([]);
  });

  it("stay until they are closed if they must be read, whatever follows", () => {
    say("a loss", { stays: true });
    for (const text of ["one", "two", "three", "four"]) say(text);
    expect(texts()).toEqual(["a loss", "two", "three", "four"]);
    vi.advanceTimersByTime(3_600_000);
    expect(texts()).toEqual(["a loss"]);
    dismissMessage(messageStore.get()[0]?.id ?? 0);
    expect(texts()).toEqual([]);
  });
});
