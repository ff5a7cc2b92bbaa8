import { describe, expect, it } from "vitest";
import { asSessionId, asVaultId } from "../ids.ts";
import type { ChangeNote } from "../store/change-store.ts";
import { createChangeFeed } from "./change-feed.ts";

const VAULT = asVaultId(7);
const [MINE, THEIRS] = [asSessionId("a".repeat(32)), asSessionId("b".repeat(32))];

function openFeed() {
  const source = { tell: (_note: ChangeNote) => {}, watchers: 0 };
  const feed = createChangeFeed({
    watch: (listener) => {
      source.tell = listener;
      source.watchers += 1;
      return () => {
        source.watchers -= 1;
      };
    },
  });
  const change = (revision: number, by: typeof MINE | null) =>
    source.tell({ kind: "vault", vaultId: VAULT, revision, by });
  return { feed, source, change };
}

describe("the change feed", () => {
  it("tells each session the last revision that isn't its own", () => {
    const { feed, change } = openFeed();
    feed.hear(() => {});
    const of = (sessionId: typeof MINE, revision: number) =>
      feed.revisionOfOthers(VAULT, sessionId, revision);
    change(5, MINE);
    change(6, MINE);
    expect([of(MINE, 6), of(THEIRS, 6)]).toEqual([4, 6]);
    change(7, THEIRS);
    expect([of(MINE, 7), of(THEIRS, 7)]).toEqual([7, 6]);
    change(8, MINE);
    change(9, MINE);
    expect([of(MINE, 9), of(THEIRS, 9)]).toEqual([7, 9]);
  });

  it("takes a change without a note for another session's", () => {
    const { feed, change } = openFeed();
    feed.hear(() => {});
    change(5, MINE);
    // Another process made 6 and 7.
    expect(feed.revisionOfOthers(VAULT, MINE, 7)).toBe(7);
    change(8, MINE);
    expect(feed.revisionOfOthers(VAULT, MINE, 8)).toBe(7);
    change(9, null);
    expect(feed.revisionOfOthers(VAULT, MINE, 9)).toBe(9);
  });

  it("watches the store while it has listeners, once for all of them", () => {
    const { feed, source, change } = openFeed();
    const heard: string[] = [];
    const stops = [feed.hear(() => heard.push("one")), feed.hear(() => heard.push("two"))];
    expect(source.watchers).toBe(1);
    change(1, MINE);
    expect(heard).toEqual(["one", "two"]);
    for (const stop of stops) stop();
    expect(source.watchers).toBe(0);
    expect(feed.revisionOfOthers(VAULT, MINE, 1)).toBe(1);
  });
});
