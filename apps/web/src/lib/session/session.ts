import { createStore } from "../../base/external-store.ts";
import { restoreServerTime, serverNow } from "../../base/server-clock.ts";
import { texts } from "../../texts/texts.ts";
import { dismissPassing, say } from "../messages.ts";
import { goTo } from "../route.ts";
import { draftVault } from "./draft.ts";
import { forgetKept, readKept, writeKept } from "./kept-data.ts";

export interface Ticket {
  readonly token: string;
  readonly username: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** The length requested at login, for "stay logged in". */
  readonly lifeSeconds: number;
}

/** Why the vault was locked without being asked. */
export type LockReason = "idle" | "hidden" | "sleep";

export type SessionState =
  | { readonly status: "starting" }
  | { readonly status: "out"; readonly reason: "none" | "ended" | "logged-out"; readonly username: string }
  | { readonly status: "locked"; readonly ticket: Ticket; readonly why: LockReason | null }
  | { readonly status: "open"; readonly ticket: Ticket };

const STORAGE_KEY = "opp.session";

export const sessionStore = createStore<SessionState>({ status: "starting" });

/** In memory only, never stored: a reload asks for it again. JavaScript can't wipe it, only drop it. */
let passphrase: string | null = null;
const onClose = new Set<() => void>();

/** Calls the listener when the vault closes (lock, logout, end): for caches and the clipboard. */
export function whenVaultCloses(listener: () => void): () => void {
  onClose.add(listener);
  return () => onClose.delete(listener);
}

export function currentPassphrase(): string | null {
  return passphrase;
}

export function currentTicket(): Ticket | null {
  const state = sessionStore.get();
  return state.status === "open" || state.status === "locked" ? state.ticket : null;
}

/** Reads what a reload left: a token makes a locked session. */
export function startSession(): void {
  restoreServerTime();
  const ticket = readTicket();
  if (!ticket) sessionStore.set({ status: "out", reason: "none", username: "" });
  else if (ticket.expiresAt <= serverNow()) endSession("ended", ticket.username);
  else sessionStore.set({ status: "locked", ticket, why: null });
}

/** @throws CallFault where the browser keeps nothing: then no session is open here */
export async function openSession(ticket: Ticket, typedPassphrase: string): Promise<void> {
  writeKept(STORAGE_KEY, JSON.stringify(ticket));
  passphrase = typedPassphrase;
  const draft = await draftVault.open(typedPassphrase, ticket.username);
  sessionStore.set({ status: "open", ticket });
  if (draft === "lost") say(texts.lock.draftLost, { urgent: true, stays: true });
}

export function replacePassphrase(next: string): void {
  passphrase = next;
}

export function replaceTicket(ticket: Ticket): void {
  writeKept(STORAGE_KEY, JSON.stringify(ticket));
  const state = sessionStore.get();
  if (state.status === "open") sessionStore.set({ status: "open", ticket });
}

/** @param why `false` if the user asked for it */
export function lockSession(why: LockReason | false): void {
  const state = sessionStore.get();
  if (state.status !== "open") return;
  closeVault(state.ticket.username);
  sessionStore.set({ status: "locked", ticket: state.ticket, why: why || null });
}

/** Forgets token and passphrase. A draft stays, sealed, unless the person logged out. */
export function endSession(reason: "ended" | "logged-out" | "none", username?: string): void {
  const name = username ?? currentTicket()?.username ?? "";
  if (sessionStore.get().status === "open") closeVault(name);
  if (reason === "logged-out") draftVault.discard();
  passphrase = null;
  forgetKept(STORAGE_KEY);
  sessionStore.set({ status: "out", reason, username: reason === "ended" ? name : "" });
  // The next login may be another person's.
  if (reason === "logged-out") goTo({ view: { kind: "all" }, detail: null }, "replace");
}

function closeVault(username: string): void {
  if (passphrase !== null) draftVault.seal(passphrase, username);
  passphrase = null;
  dismissPassing();
  for (const listener of onClose) listener();
}

function readTicket(): Ticket | null {
  try {
    const stored: unknown = JSON.parse(readKept(STORAGE_KEY) ?? "null");
    return isTicket(stored) ? stored : null;
  } catch {
    return null;
  }
}

function isTicket(value: unknown): value is Ticket {
  if (typeof value !== "object" || value === null) return false;
  const { token, username, expiresAt, lifeSeconds } = value as Partial<Record<keyof Ticket, unknown>>;
  return (
    typeof token === "string" &&
    typeof username === "string" &&
    typeof expiresAt === "number" &&
    typeof lifeSeconds === "number"
  );
}
