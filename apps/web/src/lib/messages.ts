import { createStore } from "./external-store.ts";

export interface Message {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  readonly urgent: boolean;
}

const SHOWN_MILLISECONDS = 5000;
const SHOWN_WITH_ACTION_MILLISECONDS = 10_000;

export const messageStore = createStore<readonly Message[]>([]);
let lastId = 0;

/** Says something in passing, to eyes and screen readers alike. Errors of a form belong into the form instead. */
export function say(text: string, options: { action?: Message["action"]; urgent?: boolean } = {}): void {
  const id = (lastId += 1);
  const message = { id, text, action: options.action, urgent: options.urgent ?? false };
  messageStore.set([...messageStore.get().slice(-2), message]);
  const shown = options.action || message.urgent ? SHOWN_WITH_ACTION_MILLISECONDS : SHOWN_MILLISECONDS;
  setTimeout(() => dismissMessage(id), shown);
}

export function dismissMessage(id: number): void {
  messageStore.set(messageStore.get().filter((message) => message.id !== id));
}
