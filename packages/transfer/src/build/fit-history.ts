import { IMPORT_LIMITS } from "../import-limits.ts";
import type { NoticeKind, ReadField, ReadVersion } from "../model.ts";
import { utcDay } from "../parse/unknown-values.ts";

/**
 * The newest states become versions, oldest first. The passwords of earlier ones are kept in one hidden field, a line each with the day
 * on which it was replaced.
 */
export function fitHistory(
  history: readonly ReadVersion[],
  say: (kind: NoticeKind, about: string) => void,
): { history: readonly ReadVersion[]; fields: ReadField[] } {
  const sorted = history.toSorted((a, b) => a.replacedAt - b.replacedAt).slice(-IMPORT_LIMITS.versionsRead);
  const unread = history.length - sorted.length;
  if (unread > 0)
    say(
      "left-out",
      `${unread} of ${history.length} earlier states, the oldest ones; ${sorted.length} are read`,
    );
  const kept = sorted.slice(-IMPORT_LIMITS.versionsKept);
  const older = sorted.slice(0, -IMPORT_LIMITS.versionsKept);
  if (older.length === 0) return { history: kept, fields: [] };
  const lines = older
    .filter(({ password = "" }) => password !== "")
    .map(({ password, replacedAt }) => `${utcDay(replacedAt)} ${password}`);
  say(
    "partly",
    `${older.length} of ${sorted.length} earlier states have no room; their passwords are in a hidden field`,
  );
  return {
    history: kept,
    fields: lines.length === 0 ? [] : [{ name: "Older passwords", kind: "hidden", value: lines.join("\n") }],
  };
}
