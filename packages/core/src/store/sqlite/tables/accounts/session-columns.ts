import { getTableColumns } from "drizzle-orm";
import { sessions } from "../schema/schema.ts";

/** What a `SessionRow` is made of: all but the instant that forgives failures, which is the store's own, and the ticket. */
const {
  failedAt: _,
  ticketSeal: __,
  ticketMadeAt: ___,
  ticketUsedAt: ____,
  ...columns
} = getTableColumns(sessions);
export const sessionColumns = columns;
