import type { AuditEvent } from "@opp/core/schemas/account";
import { say } from "../../../lib/messages.ts";
import { exactTime } from "../../../lib/when.ts";
import { texts } from "../../../texts/texts.ts";

/** Tells what has changed about the account since the last login, until it is closed: its owner may not have done it. */
export async function reportChanges(changes: readonly AuditEvent[]): Promise<void> {
  if (changes.length === 0) return;
  const kinds = await loadKinds();
  const named = changes.map(({ kind, at, device }) => {
    const where = [exactTime(at), device].filter(Boolean).join(", ");
    return kinds ? `${kinds[kind]} (${where})` : where;
  });
  say(texts.logIn.changes(named.join(", ")), { urgent: true, stays: true });
}

/** null: they can't be fetched now, and the report is worth telling without them. */
async function loadKinds() {
  try {
    return (await import("../../../texts/account-texts.ts")).accountTexts().activity.kinds;
  } catch {
    return null;
  }
}
