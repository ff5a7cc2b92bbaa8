import { cellText } from "@opp/core/legacy/legacy-cipher";
import type { LegacyUserRow } from "@opp/core/legacy/legacy-rows";

/** A user's name in the old database. */
export const oldName = (user: LegacyUserRow): string => cellText(user.username) ?? "";
