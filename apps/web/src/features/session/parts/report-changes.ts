import type { AuditKind } from "@opp/core/schemas/account";
import { say } from "../../../lib/messages.ts";
import { exactTime } from "../../../lib/when.ts";
import { texts } from "../../../texts/texts.ts";

/** Tells what has changed about the account since the last login, until it is closed: its owner may not have done it. */
export function reportChanges(changes: readonly { readonly kind: AuditKind; readonly at: number }[]): void {
  if (changes.length === 0) return;
  const named = changes.map(({ kind, at }) => `${texts.activity.kinds[kind]} (${exactTime(at)})`);
  say(texts.logIn.changes(named.join(", ")), { urgent: true, stays: true });
}
