import { describe, expect, it } from "vitest";
import { createSecretClipboard } from "./clipboard.ts";

function desk(options: { readable?: boolean; focused?: boolean } = {}) {
  const state = { board: "before", readable: true, focused: true, ...options };
  const timers = new Map<number, () => void>();
  let count = 0;
  const clipboard = createSecretClipboard({
    write: async (text) => {
      if (!state.focused) throw new Error("not focused");
      state.board = text;
    },
    read: async () => {
      if (!state.readable) throw new Error("not allowed");
      return state.board;
    },
    later: (run) => {
      const id = (count += 1);
      timers.set(id, run);
      return () => timers.delete(id);
    },
  });
  const elapse = async () => {
    for (const run of timers.values()) run();
    timers.clear();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { state, clipboard, elapse, timers };
}

describe("the clipboard", () => {
  it("is cleared after the time is over", async () => {
    const { state, clipboard, elapse } = desk();
    await clipboard.copy("secret", 30);
    expect(state.board).toBe("secret");
    await elapse();
    expect(state.board).toBe("");
  });

  it("is kept if the user wants that, even when the vault closes", async () => {
    const { state, clipboard, elapse, timers } = desk();
    await clipboard.copy("first", 30);
    await clipboard.copy("secret", 0);
    expect(timers.size).toBe(0);
    await elapse();
    await clipboard.clear();
    expect(state.board).toBe("secret");
  });

  it("keeps what was copied elsewhere in between", async () => {
    const { state, clipboard, elapse } = desk();
    await clipboard.copy("secret", 30);
    state.board = "a shopping list";
    await elapse();
    expect(state.board).toBe("a shopping list");
  });

  it("is cleared where the page may not look", async () => {
    const { state, clipboard } = desk({ readable: false });
    await clipboard.copy("secret", 30);
    await clipboard.clear();
    expect(state.board).toBe("");
  });

  it("still counts as ours when the page had no focus to clear it", async () => {
    const { state, clipboard, elapse } = desk({ readable: false });
    await clipboard.copy("secret", 30);
    state.focused = false;
    await elapse();
    state.focused = true;
    await clipboard.clear();
    expect(state.board).toBe("");
  });

  it("is cleared with the next focus where its time ran out in another window, and not before its time", async () => {
    const { state, clipboard, elapse } = desk({ readable: false });
    await clipboard.copy("secret", 30);
    await clipboard.clearOverdue();
    expect(state.board).toBe("secret");
    state.focused = false;
    await elapse();
    state.focused = true;
    await clipboard.clearOverdue();
    expect(state.board).toBe("");
  });

  it("keeps a fresh copy where the one before it was overdue", async () => {
    const { state, clipboard, elapse } = desk({ readable: false });
    await clipboard.copy("one", 30);
    state.focused = false;
    await elapse();
    state.focused = true;
    await clipboard.copy("two", 30);
    await clipboard.clearOverdue();
    expect(state.board).toBe("two");
  });

  it("restarts its timer with each copy", async () => {
    const { clipboard, timers } = desk();
    await clipboard.copy("one", 30);
    await clipboard.copy("two", 30);
    expect(timers.size).toBe(1);
  });

  it("touches nothing when nothing was copied", async () => {
    const { state, clipboard } = desk();
    await clipboard.clear();
    expect(state.board).toBe("before");
  });
});
