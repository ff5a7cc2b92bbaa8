import { setTimeout as wait } from "node:timers/promises";
import { SECRETS } from "../vault-session.ts";
import { ask, type Reply } from "./ask.ts";
import type { Attack } from "./attack.ts";
import { countStatuses } from "./results-table.ts";
import { logInLocked, NAMES, NEIGHBOUR_ADDRESS, phraseHeaders } from "./world.ts";

const SESSIONS = 25;
/** Fewer than end a session. */
const WRONG_PASSPHRASES = 4;
const FLOOD_LOGINS = 4000;
const FLOOD_AT_ONCE = 300;
const HONEST_LOGINS = 15;

let attackers: readonly string[] = [];
let victim = "";

const wrongPassphrases: Attack = {
  name: `${SESSIONS} sessions × ${WRONG_PASSPHRASES} wrong passphrases`,
  before: "another account's first unlock: 503",
  async prepare({ server }) {
    const tokens: string[] = [];
    for (let session = 0; session < SESSIONS; session += 1)
      tokens.push(await logInLocked(server.url, NAMES.empty, "127.0.0.1"));
    attackers = tokens;
    victim = await logInLocked(server.url, NAMES.middle, NEIGHBOUR_ADDRESS);
  },
  async run({ server }) {
    const url = `${server.url}/api/trpc/categories.list`;
    const tries = attackers.flatMap((token) =>
      Array.from({ length: WRONG_PASSPHRASES }, (_, index) =>
        ask(url, { headers: phraseHeaders(token, `a wrong passphrase, number ${index}`) }),
      ),
    );
    await wait(50);
    const unlock = await ask(url, {
      headers: phraseHeaders(victim, SECRETS.passphrase),
      from: NEIGHBOUR_ADDRESS,
    });
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    return `another account's first unlock: ${unlock.status} after ${unlock.milliseconds.toFixed(0)} ms; the tries: ${countStatuses(statuses)}`;
  },
};

const loginFlood: Attack = {
  name: "a flood of logins from thousands of addresses",
  before: `503 for ${HONEST_LOGINS} of ${HONEST_LOGINS} honest logins; 211 to 609 ms`,
  prepare: ({ server }) => logInLocked(server.url, NAMES.middle, NEIGHBOUR_ADDRESS),
  async run({ server }) {
    const url = `${server.url}/api/trpc/auth.login`;
    const honestDone = new AbortController();
    const flood = Array.from({ length: FLOOD_AT_ONCE }, async (_, worker) => {
      const statuses: number[] = [];
      for (let at = worker; at < FLOOD_LOGINS && !honestDone.signal.aborted; at += FLOOD_AT_ONCE) {
        const body = JSON.stringify({ username: `unknown-${at}`, ...SECRETS });
        statuses.push((await ask(url, { body, from: floodAddress(at) })).status);
      }
      return statuses;
    });
    await wait(200);
    const honest: Reply[] = [];
    for (let time = 0; time < HONEST_LOGINS; time += 1) {
      const body = JSON.stringify({ username: NAMES.middle, password: SECRETS.password });
      honest.push(await ask(url, { body, from: NEIGHBOUR_ADDRESS }));
    }
    honestDone.abort();
    const refused = (await Promise.all(flood)).flat();
    const slowest = Math.max(...honest.map(({ milliseconds }) => milliseconds));
    return `${countStatuses(honest.map(({ status }) => status))} for honest logins from a known address, at most ${(slowest / 1000).toFixed(1)} s; the flood: ${countStatuses(refused)}`;
  },
};

const floodAddress = (index: number) => `127.2.${index >> 8}.${index & 255}`;

export const passwordAttacks: readonly Attack[] = [wrongPassphrases, loginFlood];
