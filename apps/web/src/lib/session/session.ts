import { createStore } from "../../base/external-store.ts";
import { restoreServerTime } from "../../base/server-clock.ts";
import { texts } from "../../texts/texts.ts";
import { dismissPassing, say } from "../messages.ts";
import { goTo } from "../route.ts";
import { draftVault } from "./draft.ts";
import { type Opener, passphraseOpener, waitingKeyIn } from "./opener.ts";
import { askOtherTabs } from "./other-tabs.ts";
import { findTicket, forgetTicket, forgetTicketOfTab, isOver, type Ticket, writeTicket } from "./ticket.ts";

/** Why the vault was locked without being asked. */
export type LockReason = "idle" | "hidden" | "sleep";

export type SessionState =
  | { readonly status: "starting" }
  | { readonly status: "out"; readonly reason: "none" | "ended" | "logged-out"; readonly username: string }
  | { readonly status: "locked"; readonly ticket: Ticket; readonly why: LockReason | null }
  | { readonly status: "open"; readonly ticket: Ticket };

export const sessionStore = createStore<SessionState>({ status: "starting" });

/** In memory only, never stored: a reload asks for it again. JavaScript can't wipe it, only drop it. */
let opener: Opener | null = null;
const onClose = new Set<() => void>();

/** Calls the listener when the vault closes (lock, logout, end): for caches and the clipboard. */
export function whenVaultCloses(listener: () => void): () => void {
  onClose.add(listener);
  return () => onClose.delete(listener);
}

export const currentOpener = (): Opener | null => opener;

/** null: the vault is locked, or a passkey opened it. */
export const currentPassphrase = (): string | null =>
  opener?.kind === "passphrase" ? opener.passphrase : null;

export function currentTicket(): Ticket | null {
  const state = sessionStore.get();
  return state.status === "open" || state.status === "locked" ? state.ticket : null;
}

/** Finds what a reload or another tab left: a token makes a locked session. */
export async function startSession(): Promise<void> {
  restoreServerTime();
  const ticket = findTicket();
  if (ticket && isOver(ticket)) return endSession("ended", ticket.username);
  if (ticket) return sessionStore.set({ status: "locked", ticket, why: null });
  const lent = await askOtherTabs();
  if (sessionStore.get().status !== "starting") return;
  if (!lent || isOver(lent)) return sessionStore.set({ status: "out", reason: "none", username: "" });
  writeTicket(lent);
  sessionStore.set({ status: "locked", ticket: lent, why: null });
}

/** @throws CallFault where the browser keeps nothing: then no session is open here */
export async function openSession(ticket: Ticket, by: Opener): Promise<void> {
  writeTicket(ticket);
  opener = by;
  const draft = await draftVault.open(waitingKeyIn(by), ticket.username);
  sessionStore.set({ status: "open", ticket });
  if (draft === "lost") say(texts.lock.draftLost, { urgent: true, stays: true });
  if (draft === "passphrase" || draft === "passkey") void tellWaiting(draft).catch(() => {});
}

/** Not in the first load; where it can't be fetched, the lock screen still says that a draft waits. */
async function tellWaiting(kind: Opener["kind"]): Promise<void> {
  const { passkeyTexts } = await import("../../texts/passkey-texts.ts");
  say(passkeyTexts().waitsFor[kind], { urgent: true, stays: true });
}

/** A session whose vault is still to be unlocked. @throws CallFault where the browser keeps nothing */
export function openLocked(ticket: Ticket): void {
  writeTicket(ticket);
  sessionStore.set({ status: "locked", ticket, why: null });
}

export function replacePassphrase(next: string): void {
  opener = passphraseOpener(next);
}

export function replaceTicket(ticket: Ticket): void {
  writeTicket(ticket);
  const state = sessionStore.get();
  if (state.status === "open") sessionStore.set({ status: "open", ticket });
}

/** This tab forgets the session, which continues elsewhere. */
export function leaveSession(): void {
  draftVault.discard();
  opener = null;
  forgetTicketOfTab();
  sessionStore.set({ status: "out", reason: "none", username: "" });
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
  const ticket = currentTicket() ?? findTicket();
  const name = username ?? ticket?.username ?? "";
  if (sessionStore.get().status === "open") closeVault(name);
  if (reason === "logged-out") draftVault.discard();
  opener = null;
  forgetTicket(ticket);
  sessionStore.set({ status: "out", reason, username: reason === "ended" ? name : "" });
  // The next login may be another person's.
  if (reason === "logged-out") goTo({ view: { kind: "all" }, detail: null }, "replace");
}

function closeVault(username: string): void {
  if (opener !== null) draftVault.seal(waitingKeyIn(opener), username);
  opener = null;
  dismissPassing();
  for (const listener of onClose) listener();
}
