import { createStore } from "../base/external-store.ts";

export interface Message {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  readonly urgent: boolean;
  /** Stays until the user closes it. */
  readonly stays: boolean;
}

const SHOWN_MILLISECONDS = 5000;
const SHOWN_WITH_ACTION_MILLISECONDS = 10_000;

export const messageStore = createStore<readonly Message[]>([]);
let lastId = 0;

interface MessageOptions {
  readonly action?: Message["action"];
  readonly urgent?: boolean;
  readonly stays?: boolean;
}

/** Shows a passing message, also to screen readers. Errors of a form belong in the form instead. */
export function say(text: string, options?: MessageOptions): void {
  showMessage(text, options);
}

/** The same, for a caller that may dismiss it early. @returns its id */
export function showMessage(
  text: string,
  { action, urgent = false, stays = false }: MessageOptions = {},
): number {
  const id = (lastId += 1);
  const message = { id, text, action, urgent, stays };
  const before = messageStore.get();
  const passing = before.filter((each) => !each.stays).slice(-2);
  messageStore.set([...before.filter((each) => each.stays), ...passing, message]);
  const shown = action || urgent ? SHOWN_WITH_ACTION_MILLISECONDS : SHOWN_MILLISECONDS;
  if (!stays) setTimeout(() => dismissMessage(id), shown);
  return id;
}

export function dismissMessage(id: number): void {
  messageStore.set(messageStore.get().filter((message) => message.id !== id));
}

/** Items are named in passing messages, and their buttons hold how to undo a change. */
export function dismissPassing(): void {
  messageStore.set(messageStore.get().filter(({ stays }) => stays));
}
