import { setTimeout as sleep } from "node:timers/promises";
import { Client, type ClientConfig } from "pg";
import { NoPrimaryError, OlderTimelineError, OtherClusterError } from "../faults/cluster-errors.ts";
import { sqlStateOf } from "../faults/pg-errors.ts";
import { type HostPlace, isOther, type Look, lookAt, timelineOf } from "./look-at-server.ts";

/** The server of a cluster that takes writes. */
export interface Primary {
  /** Connects to it. The one that was found is asked first until it fails. */
  readonly Client: typeof Client;
  /** Whether no other server has taken over from the one that `client` is connected to. */
  isStill(client: Client): Promise<boolean>;
  /** Looks again before the next connection. */
  forget(): void;
}

/** How much later another server may say that it took over from the one that said so first. */
const GRACE_MS = 200;

/** The servers are all asked at once, since a dead one answers nothing for seconds; a single one needs no question. */
export function findPrimary(
  hosts: readonly HostPlace[],
  options: ClientConfig,
  look: typeof lookAt = lookAt,
): Primary {
  const only = hosts.length === 1 ? (hosts[0] ?? null) : null;
  let known = only;
  let newest = 0;
  /** The cluster that was found first. */
  let cluster: string | null = null;
  let searching: Promise<HostPlace> | null = null;
  const forget = () => {
    known = only;
  };
  const isOld = (timeline: number | null) => timeline === null || timeline < newest;

  async function search(): Promise<HostPlace> {
    const found = await askAll(hosts, async (place) => {
      const seen = await look(place, options);
      if (isOther(seen.cluster, cluster)) throw new OtherClusterError();
      return seen;
    });
    const { place, timeline } = found;
    if (isOld(timeline)) throw new OlderTimelineError();
    newest = timeline;
    cluster ??= found.cluster;
    known = place;
    return place;
  }

  function find(): Promise<HostPlace> {
    if (known) return Promise.resolve(known);
    searching ??= search().finally(() => {
      searching = null;
    });
    return searching;
  }

  async function lookAround(place: HostPlace): Promise<void> {
    const seen = await look(place, options).catch(() => null);
    if (seen && !isOther(seen.cluster, cluster)) newest = Math.max(newest, seen.timeline ?? 0);
  }

  class PrimaryClient extends Client {
    constructor(given?: string | ClientConfig) {
      super(given);
      this.on("error", forget);
    }

    override connect(): Promise<this>;
    override connect(callback: (error: Error) => void): void;
    override connect(callback?: (error: Error) => void): Promise<this> | undefined {
      const connected = this.#connect();
      if (!callback) return connected;
      void tell(connected, callback);
      return undefined;
    }

    async #connect(): Promise<this> {
      Object.assign(this, await find());
      try {
        await super.connect();
        // It may have become another's follower since it was found.
        const timeline = only ? newest : await timelineOf(this);
        if (isOld(timeline)) throw timeline === null ? new NoPrimaryError() : new OlderTimelineError();
      } catch (error) {
        forget();
        void this.end().catch(() => undefined);
        throw error;
      }
      return this;
    }
  }

  return {
    Client: PrimaryClient,
    forget,
    async isStill(client) {
      // Nothing waits for their answers: they count the next time at the latest.
      for (const { host, port } of hosts)
        if (host !== client.host || port !== client.port) void lookAround({ host, port });
      const own = await timelineOf(client);
      return only !== null || !isOld(own);
    },
  };
}

interface Found {
  readonly place: HostPlace;
  readonly timeline: number;
  readonly cluster: string | null;
}

/** @throws NoPrimaryError, or why the servers that say more than that can't be asked */
async function askAll(hosts: readonly HostPlace[], ask: (place: HostPlace) => Promise<Look>): Promise<Found> {
  const found: Found[] = [];
  const failures: unknown[] = [];
  const asked = hosts.map(async (place) => {
    const { timeline, cluster } = await ask(place);
    if (timeline === null) throw new NoPrimaryError();
    found.push({ place, timeline, cluster });
  });
  const all = Promise.allSettled(
    asked.map((each) => each.catch((error: unknown) => void failures.push(error))),
  );
  const soon = Promise.any(asked).then(
    () => sleep(GRACE_MS),
    () => all,
  );
  await Promise.race([all, soon]);
  const other = failures.find((failure) => failure instanceof OtherClusterError);
  if (other) throw other;
  const [best] = found.toSorted((a, b) => b.timeline - a.timeline);
  if (best) return best;
  // That a server is down says less than what another one answers.
  const answer = failures.find((failure) => sqlStateOf(failure) !== null);
  const said: unknown = answer ?? failures.find((failure) => !(failure instanceof NoPrimaryError));
  throw said instanceof Error ? said : new NoPrimaryError();
}

/** As the driver's own clients call back: with nothing on success. */
async function tell(connected: Promise<unknown>, callback: (error: Error) => void): Promise<void> {
  let answer: unknown[] = [];
  try {
    await connected;
  } catch (error) {
    answer = [error];
  }
  Reflect.apply(callback, undefined, answer);
}
