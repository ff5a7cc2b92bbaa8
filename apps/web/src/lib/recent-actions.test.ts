import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { messageStore } from "./messages.ts";
import {
  ALL_UNDONE,
  CHANGED_SINCE,
  noteAction,
  recentActions,
  tellAction,
  type Undone,
  undoAction,
  undoLatest,
} from "./recent-actions.ts";

const MINUTE = 60_000;
const done: string[] = [];
const note = (name: string, result: Undone = ALL_UNDONE) =>
  noteAction(
    () => name,
    async () => {
      done.push(name);
      return result;
    },
  );
const listed = () => recentActions.current().map(({ text, state }) => `${text()} ${state}`);
const said = () => messageStore.get().map(({ text }) => text);

beforeEach(() => {
  vi.useFakeTimers();
  done.length = 0;
  recentActions.store.set([]);
  messageStore.set([]);
});
afterEach(() => vi.useRealTimers());

describe("recent actions", () => {
  it("are listed the latest first, and undone from the latest back, each once", async () => {
    for (const name of ["moved", "renamed", "trashed"]) note(name);
    expect(listed()).toEqual(["trashed open", "renamed open", "moved open"]);
    await undoLatest();
    await undoLatest();
    expect(done).toEqual(["trashed", "renamed"]);
    expect(listed()).toEqual(["trashed undone", "renamed undone", "moved open"]);
    await undoAction(note("tagged"));
    await undoLatest();
    await undoLatest();
    expect(done).toEqual(["trashed", "renamed", "tagged", "moved"]);
    expect(said().at(-1)).toBe("Nothing to undo.");
  });

  it("can be undone for 30 minutes", async () => {
    note("early");
    vi.advanceTimersByTime(10 * MINUTE);
    note("late");
    vi.advanceTimersByTime(20 * MINUTE - 1);
    expect(listed()).toEqual(["late open", "early open"]);
    vi.advanceTimersByTime(1);
    expect(listed()).toEqual(["late open"]);
    vi.advanceTimersByTime(10 * MINUTE + 1000);
    expect(recentActions.store.get()).toEqual([]);
    await undoLatest();
    expect(done).toEqual([]);
  });

  it("are undone once, whether the message, the key or the list asks", async () => {
    let answer = () => {};
    tellAction(
      () => "Moved.",
      () => {
        done.push("moved");
        return new Promise((resolve) => (answer = () => resolve(ALL_UNDONE)));
      },
    );
    messageStore.get()[0]?.action?.run();
    expect(said()).toEqual([]);
    const [{ id } = { id: 0 }] = recentActions.current();
    await undoAction(id);
    await undoLatest();
    expect(listed()).toEqual(["Moved. undoing"]);
    answer();
    await vi.waitFor(() => expect(listed()).toEqual(["Moved. undone"]));
    expect(done).toEqual(["moved"]);
  });

  it("say what was left alone because it was changed since", async () => {
    await undoAction(note("Tags of 3 items changed.", { undone: 2, kept: 1 }));
    await undoAction(note("“Bank” edited.", CHANGED_SINCE));
    await undoAction(note("“Bank” moved to trash."));
    expect(said()).toEqual([
      "2 of 3 undone; the rest has been changed since: Tags of 3 items changed.",
      "Not undone, because it has been changed since: “Bank” edited.",
      "Undone: “Bank” moved to trash.",
    ]);
  });

  it("can be tried again after a failure", async () => {
    let reachable = false;
    const id = noteAction(
      () => "“Bank” moved to trash.",
      async () => {
        if (!reachable) throw Object.assign(new Error("busy"), { data: { vaultCode: "BUSY", fields: [] } });
        return ALL_UNDONE;
      },
    );
    await undoAction(id);
    expect(said().at(-1)).toContain("Not undone: “Bank” moved to trash. The server is busy.");
    expect(listed()).toEqual(["“Bank” moved to trash. open"]);
    reachable = true;
    await undoAction(id);
    expect(listed()).toEqual(["“Bank” moved to trash. undone"]);
  });
});
