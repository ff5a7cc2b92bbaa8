import { PassThrough, type Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { VaultError } from "@opp/core/errors";
import type { ChangesSeen } from "@opp/core/schemas/changes";
import type { ChangeNote } from "@opp/core/store/change-store";
import { lookForChanges } from "@opp/core/vault/access/look-for-changes";
import type { TokenClaims } from "@opp/core/vault/access/sessions";
import type { VaultDeps } from "@opp/core/vault/deps";
import { BEAT_TEXT, eventText, helloText } from "./event-text.ts";

export interface EventStreamLimits {
  /** Open at once: of one session, whose tabs have one each; of one account; of all. */
  readonly perSession: number;
  readonly perAccount: number;
  readonly total: number;
  /** So often every stream says something. */
  readonly beatMilliseconds: number;
  /** So often the ends of sessions are looked for. */
  readonly lookMilliseconds: number;
  /** Changes within this time become one event. */
  readonly settleMilliseconds: number;
}

export const EVENT_STREAM_LIMITS: EventStreamLimits = {
  perSession: 8,
  perAccount: 32,
  // Half of all connections: the others are for requests.
  total: 1024,
  beatMilliseconds: 15_000,
  lookMilliseconds: 1000,
  settleMilliseconds: 150,
};

/** A client that reads nothing for this long is gone: no event is larger than some kilobytes. */
const MOST_UNREAD_BYTES = 64 * 1024;
/** Looked at in one turn of the event loop; each takes some 50 µs. */
const LOOKS_A_TURN = 20;

interface Stream {
  readonly claims: TokenClaims;
  readonly out: PassThrough;
  seen: ChangesSeen;
  expiresAt: number;
  beatAt: number;
}

/** The open streams of one server, each of a page that learns of changes by it. */
export interface EventStreams {
  /** @throws VaultError BUSY past a limit, UNAUTHORIZED when the session has ended. */
  open(claims: TokenClaims): Promise<Readable>;
  /** What a page sees that can't keep a stream open. @throws VaultError UNAUTHORIZED */
  look(claims: TokenClaims): Promise<ChangesSeen>;
  /** How many are open. */
  count(): number;
  /** Ends all streams, and opens none any more. */
  close(): void;
}

export function createEventStreams(deps: VaultDeps, limits: EventStreamLimits): EventStreams {
  const { clock, changeFeed } = deps;
  const streams = new Set<Stream>();
  const due = new Set<Stream>();
  let isLooking = false;
  let isClosed = false;
  let stopHearing = () => {};
  let settling: NodeJS.Timeout | undefined;
  let ticking: NodeJS.Timeout | undefined;

  const concerns = (note: ChangeNote, { claims, seen }: Stream): boolean =>
    note.kind === "unknown" ||
    (note.kind === "account"
      ? note.userId === claims.userId
      : seen.vaults.some(({ id }) => id === note.vaultId));

  function hear(note: ChangeNote): void {
    for (const stream of streams) if (concerns(note, stream)) lookSoon(stream);
  }

  function lookSoon(stream: Stream): void {
    due.add(stream);
    settling ??= setTimeout(() => void lookAtDue(), limits.settleMilliseconds);
  }

  async function lookAtDue(): Promise<void> {
    settling = undefined;
    if (isLooking) return;
    isLooking = true;
    let looks = 0;
    for (const stream of due) {
      due.delete(stream);
      await lookAt(stream);
      looks += 1;
      if (looks % LOOKS_A_TURN === 0) await nextTurn();
    }
    isLooking = false;
  }

  async function lookAt(stream: Stream): Promise<void> {
    if (!streams.has(stream)) return;
    try {
      const { seen, events, expiresAt } = await lookForChanges(deps, stream.claims, stream.seen);
      for (const event of events) stream.out.write(eventText(event));
      if (seen === null) return end(stream);
      stream.seen = seen;
      stream.expiresAt = expiresAt;
    } catch (error) {
      // A database that can't be read now. The page asks again, and hears of that in an answer.
      end(stream);
      if (!(error instanceof VaultError)) deps.reportFault(error);
    }
  }

  function tick(): void {
    const now = clock.elapsed();
    for (const stream of streams) {
      if (stream.out.writableLength > MOST_UNREAD_BYTES) stream.out.destroy();
      else if (clock.now() >= stream.expiresAt) due.add(stream);
      else if (now >= stream.beatAt) {
        stream.out.write(BEAT_TEXT);
        stream.beatAt = now + limits.beatMilliseconds;
        // In case a note was lost.
        due.add(stream);
      }
    }
    if (due.size > 0) void lookAtDue();
  }

  function begin(stream: Stream): void {
    if (streams.size === 0) {
      stopHearing = changeFeed.hear(hear);
      ticking = setInterval(tick, limits.lookMilliseconds).unref();
    }
    streams.add(stream);
    stream.out.once("close", () => forget(stream));
  }

  function end(stream: Stream): void {
    stream.out.end();
    forget(stream);
  }

  function forget(stream: Stream): void {
    due.delete(stream);
    if (!streams.delete(stream) || streams.size > 0) return;
    stopHearing();
    clearInterval(ticking);
  }

  function refuseTooMany({ userId, sessionId }: TokenClaims): void {
    let ofAccount = 0;
    let ofSession = 0;
    for (const { claims } of streams) {
      if (claims.userId === userId) ofAccount += 1;
      if (claims.sessionId === sessionId) ofSession += 1;
    }
    const isFull =
      streams.size >= limits.total || ofAccount >= limits.perAccount || ofSession >= limits.perSession;
    if (isClosed || isFull) throw new VaultError("BUSY");
  }

  async function look(claims: TokenClaims) {
    const { seen, expiresAt } = await lookForChanges(deps, claims, null);
    if (seen === null) throw new VaultError("UNAUTHORIZED", { reason: "ended" });
    return { seen, expiresAt };
  }

  return {
    async open(claims) {
      refuseTooMany(claims);
      const out = new PassThrough();
      const none: ChangesSeen = { account: 0, vaults: [] };
      const stream: Stream = { claims, out, seen: none, expiresAt: 0, beatAt: 0 };
      begin(stream);
      try {
        const { seen, expiresAt } = await look(claims);
        Object.assign(stream, { seen, expiresAt, beatAt: clock.elapsed() + limits.beatMilliseconds });
        out.write(helloText(seen));
        // A note that came during the look found a stream without vaults.
        lookSoon(stream);
        return out;
      } catch (error) {
        out.destroy();
        forget(stream);
        throw error;
      }
    },

    look: async (claims) => (await look(claims)).seen,

    count: () => streams.size,

    close() {
      isClosed = true;
      clearTimeout(settling);
      for (const stream of streams) end(stream);
    },
  };
}
