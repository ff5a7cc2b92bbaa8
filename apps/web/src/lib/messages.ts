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

/** Shows a passing message, also to screen readers. Errors of a form belong in the form instead. */
export function say(
  text: string,
  options: { action?: Message["action"]; urgent?: boolean; stays?: boolean } = {},
): void {
  const id = (lastId += 1);
  const { action, urgent = false, stays = false } = options;
  const message = { id, text, action, urgent, stays };
  const before = messageStore.get();
  const passing = before.filter((each) => !each.stays).slice(-2);
  messageStore.set([...before.filter((each) => each.stays), ...passing, message]);
  if (stays) return;
  const shown = action || urgent ? SHOWN_WITH_ACTION_MILLISECONDS : SHOWN_MILLISECONDS;
  setTimeout(() => dismissMessage(id), shown);
}

export function dismissMessage(id: number): void {
  messageStore.set(messageStore.get().filter((message) => message.id !== id));
}

/** Items are named in passing messages, and their buttons hold how to undo a change. */
export function dismissPassing(): void {
  messageStore.set(messageStore.get().filter(({ stays }) => stays));
}
