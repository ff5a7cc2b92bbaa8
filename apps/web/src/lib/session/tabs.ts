import { lockSession } from "./session.ts";

/** What one tab tells the others of this browser: that something happened, never what. */
const NOTES = ["changed", "locked", "logged-out"] as const;
type TabNote = (typeof NOTES)[number];

const channel = openChannel();

export function tellTabs(note: TabNote): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel reaches its own origin only, and takes no other
  channel?.postMessage(note);
}

/** Listens to the other tabs, not to this one. Returns a function that stops it. */
export function hearTabs(listeners: Readonly<Record<TabNote, () => void>>): () => void {
  const hear = ({ data }: MessageEvent<unknown>) => {
    const note = NOTES.find((each) => each === data);
    if (note) listeners[note]();
  };
  channel?.addEventListener("message", hear);
  return () => channel?.removeEventListener("message", hear);
}

function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel("opp.tabs");
  } catch {
    // Some browsers refuse it where they keep no data for the site, and old ones have none.
    return null;
  }
}

/** Someone who locks the vault is leaving, so every tab locks. An idle tab only locks itself. */
export function lockAllTabs(): void {
  tellTabs("locked");
  lockSession(false);
}
