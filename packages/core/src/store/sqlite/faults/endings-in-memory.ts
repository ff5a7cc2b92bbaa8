import type { SessionId, UserId } from "../../../ids.ts";
import { unlessDiskFails } from "../../faults/unless-disk-fails.ts";
import type { SessionStore } from "../../store.ts";

type Ending = Parameters<SessionStore["end"]>[2];

const FORGET_AFTER_MS = 24 * 3_600_000;

interface KeptEnding {
  readonly userId: UserId;
  readonly ending: Ending;
}

/**
 * Sessions on a disk that can't be written to: an ending that isn't on the disk holds in the memory of this process until it is,
 * wrong passphrases are counted there, and a note of use is given up. A restart before that brings such a session back until
 * it is over.
 */
export function keepEndingsInMemory(sessions: SessionStore): {
  readonly sessions: SessionStore;
  /** Brings them to the disk. */
  readonly writeEndings: () => Promise<void>;
} {
  const ended = new Map<SessionId, KeptEnding>();
  const failures = new Map<SessionId, { readonly count: number; readonly at: number }>();

  const isEnded = (sessionId: SessionId) => ended.has(sessionId);
  const endInMemory = (sessionId: SessionId, kept: KeptEnding) => {
    ended.set(sessionId, kept);
    failures.delete(sessionId);
  };

  async function writeEndings(): Promise<void> {
    for (const [sessionId, { userId, ending }] of ended) {
      await sessions.end(userId, sessionId, ending);
      ended.delete(sessionId);
    }
  }

  const listLive: SessionStore["list"] = async (userId, now) =>
    (await sessions.list(userId, now)).filter(({ id }) => !isEnded(id));
  const findLive: SessionStore["find"] = async (userId, sessionId, now) =>
    isEnded(sessionId) ? null : sessions.find(userId, sessionId, now);

  const kept: SessionStore = {
    insert: sessions.insert,
    find: findLive,
    list: listLive,
    countLive: async (now) => Math.max(0, (await sessions.countLive(now)) - ended.size),

    async storeSeal(userId, sessionId, given) {
      return !isEnded(sessionId) && sessions.storeSeal(userId, sessionId, given);
    },

    async storeTicket(userId, sessionId, given) {
      return !isEnded(sessionId) && sessions.storeTicket(userId, sessionId, given);
    },

    touch: (...used) => unlessDiskFails(() => sessions.touch(...used), undefined),

    async countFailure(userId, sessionId, rule) {
      if (isEnded(sessionId)) return { failures: 0, ended: true };
      const counted = await unlessDiskFails(() => sessions.countFailure(userId, sessionId, rule), null);
      if (counted?.ended) return counted;
      const inMemory = failures.get(sessionId)?.count ?? 0;
      let total = inMemory + (counted?.failures ?? 0);
      if (counted === null) {
        const found = await sessions.find(userId, sessionId, rule.now);
        if (found === null) return { failures: 0, ended: true };
        failures.set(sessionId, { count: inMemory + 1, at: rule.now });
        total = found.session.failures + inMemory + 1;
      }
      if (total < rule.limit) return { failures: total, ended: false };
      endInMemory(sessionId, { userId, ending: { event: "session-ended", now: rule.now } });
      return { failures: total, ended: true };
    },

    async end(userId, sessionId, ending) {
      if (isEnded(sessionId)) return false;
      const isGone = await unlessDiskFails(() => sessions.end(userId, sessionId, ending), null);
      if (isGone !== null) return isGone;
      if ((await sessions.find(userId, sessionId, ending.now)) === null) return false;
      endInMemory(sessionId, { userId, ending });
      return true;
    },

    async endOthers(userId, keep, now) {
      const count = await unlessDiskFails(() => sessions.endOthers(userId, keep, now), null);
      if (count !== null) return count;
      const others = (await listLive(userId, now)).filter(({ id }) => id !== keep);
      for (const { id } of others) endInMemory(id, { userId, ending: { event: "session-ended", now } });
      return others.length;
    },

    async sweep(now, sealMadeBefore, sealUsedBefore) {
      await writeEndings();
      for (const [sessionId, { at }] of failures) if (now - at > FORGET_AFTER_MS) failures.delete(sessionId);
      return sessions.sweep(now, sealMadeBefore, sealUsedBefore);
    },
  };
  return { sessions: kept, writeEndings };
}
