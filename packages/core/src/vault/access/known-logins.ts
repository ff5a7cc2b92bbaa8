import { usernameForm } from "../../rules/usernames.ts";
import type { Clock, KnownLogins } from "../deps.ts";
import { DAY_MS } from "../durations.ts";

const KNOWN_MS = 30 * DAY_MS;
const MAX_KNOWN = 10_000;

/** Knows pairs of an address and a username: a name alone can be anyone's guess, and an address is shared by many. */
export function createKnownLogins(clock: Pick<Clock, "elapsed">): KnownLogins {
  const notedAt = new Map<string, number>();
  const keyOf = (address: string, username: string) => JSON.stringify([address, usernameForm(username)]);
  return {
    note(address, username) {
      const key = keyOf(address, username);
      // Deleting first moves the key to the end, so that the map's first key is the oldest.
      notedAt.delete(key);
      notedAt.set(key, clock.elapsed());
      const oldest = notedAt.keys().next();
      if (notedAt.size > MAX_KNOWN && !oldest.done) notedAt.delete(oldest.value);
    },
    has(address, username) {
      const at = notedAt.get(keyOf(address, username));
      return at !== undefined && clock.elapsed() - at < KNOWN_MS;
    },
  };
}
