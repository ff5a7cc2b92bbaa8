export interface ClipboardParts {
  readonly write: (text: string) => Promise<void>;
  /** Rejects where the browser doesn't let the page read. */
  readonly read: () => Promise<string>;
  readonly later: (run: () => void, milliseconds: number) => () => void;
}

/** Copies secrets, and clears them from the clipboard: after a while, and when the vault closes. */
export function createSecretClipboard(parts: ClipboardParts) {
  let copied: string | null = null;
  let isOverdue = false;
  let cancel = () => {};

  /** Keeps text from elsewhere if the page may read the clipboard. If it may not, clearing is the safer mistake. */
  async function clear(): Promise<void> {
    cancel();
    const ours = copied;
    if (ours === null) return;
    isOverdue = true;
    const found = await parts.read().catch(() => ours);
    // Checked again after the wait, because something else may have been copied.
    if (copied !== ours) return;
    if (found === ours) {
      // A page without focus may not write; the text is still ours then, and overdue.
      await parts.write("");
    }
    if (copied === ours) copied = null;
  }

  /** Called when the page gets the focus: clears what couldn't be cleared in time. */
  async function clearOverdue(): Promise<void> {
    if (isOverdue) await clear();
  }

  return {
    /** @param seconds 0: it stays, also when the vault closes. */
    async copy(text: string, seconds: number): Promise<void> {
      await parts.write(text);
      cancel();
      copied = seconds > 0 ? text : null;
      isOverdue = false;
      if (seconds > 0) cancel = parts.later(() => void clear().catch(() => {}), seconds * 1000);
    },
    clear,
    clearOverdue,
  };
}
