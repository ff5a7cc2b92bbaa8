import type { AuditEvent } from "@opp/core/schemas/account";
import { say } from "../../../lib/messages.ts";
import { exactTime } from "../../../lib/when.ts";
import { texts } from "../../../texts/texts.ts";

/** Tells what has changed about the account since the last login, until it is closed: its owner may not have done it. */
export function reportChanges(changes: readonly AuditEvent[]): void {
  if (changes.length === 0) return;
  const named = changes.map(
    ({ kind, at, device }) =>
      `${texts.activity.kinds[kind]} (${[exactTime(at), device].filter(Boolean).join(", ")})`,
  );
  say(texts.logIn.changes(named.join(", ")), { urgent: true, stays: true });
}
