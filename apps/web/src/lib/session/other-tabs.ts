import { asTicket, endOf, type Ticket } from "./ticket.ts";

const NAME = "opp.session";
const PATIENCE_MILLISECONDS = 500;

/**
 * Hands this tab's ticket to a new tab that asks, so that the passphrase is all that is typed there. The passphrase itself stays
 * in its tab. A lock by this name shows new tabs that they can ask.
 * @returns how to stop it
 */
export function answerNewTabs(ticket: Ticket): () => void {
  const channel = openChannel();
  const stop = new AbortController();
  const stopped = new Promise<void>((resolve) => stop.signal.addEventListener("abort", () => resolve()));
  void locks()
    ?.request(NAME, { mode: "shared", signal: stop.signal }, () => stopped)
    .catch(() => {});
  channel?.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (data === "ask") send(channel, { ...ticket, expiresAt: endOf(ticket) });
  });
  return () => {
    stop.abort();
    channel?.close();
  };
}

/** The ticket of a tab that is open; null: there is none, or none that answers. */
export async function askOtherTabs(): Promise<Ticket | null> {
  const holders = await locks()
    ?.query()
    .catch(() => null);
  if (!holders?.held?.some(({ name }) => name === NAME)) return null;
  const channel = openChannel();
  if (!channel) return null;
  try {
    return await new Promise((resolve) => {
      setTimeout(() => resolve(null), PATIENCE_MILLISECONDS);
      channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        const ticket = asTicket(data, "tab");
        if (ticket) resolve(ticket);
      });
      send(channel, "ask");
    });
  } finally {
    channel.close();
  }
}

function send(channel: BroadcastChannel, message: unknown): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel reaches its own origin only, and takes no other
  channel.postMessage(message);
}

/** Not in a page that came in clear text over a network. */
const locks = (): LockManager | undefined => Reflect.get(navigator, "locks");

function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(NAME);
  } catch {
    return null;
  }
}
