import type { AuditKind } from "../../schemas/account.ts";

/** Events of an account. */
export const KEPT_EVENTS = 1000;
/** Anyone can cause these without limit, so they get no more room than this. */
export const FAILURES: readonly AuditKind[] = ["log-in-failed", "unlock-failed", "second-factor-failed"];
export const KEPT_FAILURES = 200;
