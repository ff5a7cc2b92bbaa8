import { createStore } from "../base/external-store.ts";
import { steadyNow } from "../base/steady-clock.ts";
import { texts } from "../texts/texts.ts";
import { describeFailure } from "./failure.ts";
import { dismissMessage, say, showMessage } from "./messages.ts";
import { whenVaultCloses } from "./session/session.ts";

/** How much of an action was undone. `kept`: the parts that keep a change made since. */
export interface Undone {
  readonly undone: number;
  readonly kept: number;
}

export const ALL_UNDONE: Undone = { undone: 1, kept: 0 };
export const CHANGED_SINCE: Undone = { undone: 0, kept: 1 };

export interface RecentAction {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What was done, in the current language. */
  readonly text: () => string;
  readonly state: "open" | "undoing" | "undone";
}

interface Kept extends RecentAction {
  /** On the steady clock. */
  readonly since: number;
  readonly undo: () => Promise<Undone>;
  /** The message that offers to undo it; null: there is none. */
  readonly message: number | null;
}

const KEPT_MILLISECONDS = 30 * 60_000;
const MOST_KEPT = 100;

const store = createStore<readonly Kept[]>([]);
let lastId = 0;
whenVaultCloses(() => store.set([]));

/** What was done in this tab in the last 30 minutes, the latest first. In memory only, until the vault closes. */
export const recentActions = {
  store,
  current: (): readonly RecentAction[] => store.get().filter(isRecent),
};

/**
 * Notes something that can be undone, and says it with a button for that.
 * @param undo leaves alone what was changed since
 */
export function tellAction(text: () => string, undo: () => Promise<Undone>): void {
  const id = (lastId += 1);
  const message = showMessage(text(), { action: { label: texts.undo, run: () => void undoAction(id) } });
  keep({ id, text, undo, message });
}

/** Notes something that can be undone, without a message. @returns its id */
export function noteAction(text: () => string, undo: () => Promise<Undone>): number {
  const id = (lastId += 1);
  keep({ id, text, undo, message: null });
  return id;
}

function keep(action: Pick<Kept, "id" | "text" | "undo" | "message">): void {
  const kept: Kept = { ...action, at: Date.now(), since: steadyNow(), state: "open" };
  store.set([kept, ...store.get()].slice(0, MOST_KEPT));
  setTimeout(() => store.set(store.get().filter(isRecent)), KEPT_MILLISECONDS + 1000);
}

const isRecent = ({ since }: Kept): boolean => steadyNow() - since < KEPT_MILLISECONDS;

export function undoLatest(): Promise<void> {
  const latest = recentActions.current().find(({ state }) => state === "open");
  if (latest) return undoAction(latest.id);
  say(texts.recent.nothing);
  return Promise.resolve();
}

/** Undoes an action once, and says how that went. */
export async function undoAction(id: number): Promise<void> {
  const action = store.get().find((each) => each.id === id);
  if (action?.state !== "open") return;
  mark(id, "undoing");
  // Its button would do nothing any more.
  if (action.message !== null) dismissMessage(action.message);
  const what = action.text();
  try {
    const { undone, kept } = await action.undo();
    mark(id, "undone");
    if (kept === 0) say(texts.recent.undone(what));
    else if (undone === 0) say(texts.recent.changedSince(what), { urgent: true });
    else say(texts.recent.partlyUndone(what, undone, kept), { urgent: true });
  } catch (error) {
    mark(id, "open");
    say(texts.recent.failed(what, describeFailure(error).message), { urgent: true });
  }
}

const mark = (id: number, state: RecentAction["state"]) =>
  store.set(store.get().map((each) => (each.id === id ? { ...each, state } : each)));
