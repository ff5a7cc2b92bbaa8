import { getTableColumns } from "drizzle-orm";
import { sessions } from "../schema/schema.ts";

/** What a `SessionRow` is made of: all but the instant that forgives failures, which is the store's own. */
const { failedAt: _, ...columns } = getTableColumns(sessions);
export const sessionColumns = columns;

export const NO_TICKET = { ticketSeal: null, ticketMadeAt: null, ticketUsedAt: null };
