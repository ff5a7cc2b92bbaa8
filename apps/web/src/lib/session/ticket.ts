import { serverNow } from "../../base/server-clock.ts";
import { forgetKept, type KeptIn, readKept, writeKept } from "./kept-data.ts";

export interface Ticket {
  readonly token: string;
  readonly username: string;
  /** When the session ends if it isn't used after that. Milliseconds since 1970, like `endsAt`. */
  readonly expiresAt: number;
  /** When it ends however much it is used. */
  readonly endsAt: number;
  /** How long after its last use it ends. */
  readonly lifeSeconds: number;
  /** Whether it is still there after the tab is closed. */
  readonly kept: boolean;
}

const STORAGE_KEY = "opp.session";
/** Other tabs of a kept session read when it was used. */
const WRITE_EVERY_MS = 30_000;

let usedAt = 0;
let writtenAt = 0;

/** @throws CallFault STORAGE_BLOCKED */
export function writeTicket(ticket: Ticket): void {
  usedAt = 0;
  writtenAt = serverNow();
  writeKept(STORAGE_KEY, JSON.stringify(ticket), placeOf(ticket));
  if (ticket.kept) forgetTicketOfTab();
}

/** This tab's own ticket, or the one that is kept for all. */
export const findTicket = (): Ticket | null => readTicket("tab") ?? readTicket("browser");

/** A kept one stays for the tabs to come. */
export const forgetTicketOfTab = (): void => forgetKept(STORAGE_KEY, "tab");

export function forgetTicket(ticket: Ticket | null): void {
  forgetKept(STORAGE_KEY, "tab");
  // Another tab may have kept its own session by now.
  if (ticket?.token === readTicket("browser")?.token) forgetKept(STORAGE_KEY, "browser");
}

/** The session was used just now, as the server notes it. */
export function noteUse(ticket: Ticket): void {
  const now = serverNow();
  usedAt = now;
  if (now - writtenAt < WRITE_EVERY_MS) return;
  writtenAt = now;
  try {
    writeKept(STORAGE_KEY, JSON.stringify({ ...ticket, expiresAt: endOf(ticket) }), placeOf(ticket));
  } catch {
    // A reload then takes the session for over a little sooner.
  }
}

/** When the session was last used from this tab, as far as it knows; 0: not since it was opened. */
export const lastUse = (): number => usedAt;

/** When the session ends unless it is used, as far as this tab knows. */
export const endOf = ({ expiresAt, endsAt, lifeSeconds }: Ticket): number =>
  Math.min(endsAt, Math.max(expiresAt, usedAt + lifeSeconds * 1000));

/** Whether the session has ended; of a kept one, whether it has for every tab. */
export function isOver(ticket: Ticket): boolean {
  const now = serverNow();
  if (endOf(ticket) > now) return false;
  const kept = ticket.kept ? readTicket("browser") : null;
  return kept?.token !== ticket.token || endOf(kept) <= now;
}

const placeOf = ({ kept }: Ticket): KeptIn => (kept ? "browser" : "tab");

function readTicket(place: KeptIn): Ticket | null {
  try {
    return asTicket(JSON.parse(readKept(STORAGE_KEY, place) ?? "null"), place);
  } catch {
    return null;
  }
}

/** @returns null for anything that isn't a ticket. One that another version wrote has a fixed end. */
export function asTicket(value: unknown, place: KeptIn): Ticket | null {
  if (typeof value !== "object" || value === null) return null;
  const {
    token,
    username,
    expiresAt,
    lifeSeconds,
    endsAt = expiresAt,
  } = value as Partial<Record<keyof Ticket, unknown>>;
  if (typeof token !== "string" || typeof username !== "string") return null;
  if (typeof expiresAt !== "number" || typeof endsAt !== "number" || typeof lifeSeconds !== "number")
    return null;
  return { token, username, expiresAt, endsAt, lifeSeconds, kept: place === "browser" };
}
