import { sql } from "drizzle-orm";
import { BLOCK_GAP, ENDED_BY_A_RESTORE, type EndedAccess, ID_GAP } from "../../rows/restored.ts";
import { compile } from "../tables/base/statements.ts";
import { type PostgresPlace, writeAlone } from "./open-contents.ts";

const endings = ENDED_BY_A_RESTORE.map((table) => compile(sql`DELETE FROM ${sql.identifier(table)}`));
const raiseCounters = compile(
  sql`UPDATE counters SET value = value + CASE name WHEN 'id_blocks' THEN ${sql.raw(String(BLOCK_GAP))} ELSE ${sql.raw(String(ID_GAP))} END`,
);
// A range that would end in the next block is used up instead.
const raiseRanges = compile(
  sql`UPDATE id_ranges SET last = least(last + ${sql.raw(String(ID_GAP))}, highest)`,
);

/**
 * In a database that PostgreSQL's own tools restored to an earlier moment: ends what must not come back, and continues the ids far
 * behind those of that moment.
 * @throws MoveError when a server runs on it, or an older version wrote it; NewerPostgresSchemaError
 */
export const endAccess = (place: PostgresPlace): Promise<EndedAccess> =>
  writeAlone(place, async (tx) => {
    const ended: number[] = [];
    for (const ending of endings) ended.push(await tx.run(ending));
    await tx.run(raiseCounters);
    await tx.run(raiseRanges);
    const [sessions = 0, , links = 0] = ended;
    return { sessions, links };
  });
