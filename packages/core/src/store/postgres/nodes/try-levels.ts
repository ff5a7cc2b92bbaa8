import type { Pool } from "pg";
import type { TryLevels, TryRule } from "../../nodes.ts";

export interface SharedLevels {
  readonly levels: TryLevels;
  /** Forgets what has fallen to nothing. */
  sweep(): Promise<void>;
}

const NOW = "COALESCE($4::bigint, (extract(epoch FROM statement_timestamp()) * 1000)::bigint)";

// A level is kept as the instant when it will have fallen to nothing. When two statements add at once, the second sees what the first added.
const ADD = `
  INSERT INTO try_levels AS held (rule, key, empty_at) VALUES ($1, $2, ${NOW} + $3::bigint)
  ON CONFLICT (rule, key) DO UPDATE
    SET empty_at = GREATEST(held.empty_at, EXCLUDED.empty_at - $3::bigint) + $3::bigint
    WHERE held.empty_at - (EXCLUDED.empty_at - $3::bigint) <= $5::float8
  RETURNING empty_at - $3::bigint - ${NOW}`;
const LOOK = `SELECT empty_at - ${NOW} FROM try_levels WHERE rule = $1 AND key = $2 AND $3::bigint > 0`;
const TAKE_BACK = "UPDATE try_levels SET empty_at = empty_at - $3::bigint WHERE rule = $1 AND key = $2";
const SWEEP = `DELETE FROM try_levels WHERE empty_at <= ${NOW.replace("$4", "$1")}`;

/**
 * Levels of tries in the database, by its clock, for all nodes. The table isn't logged: after a crash of the database, it is empty.
 * @param hash keyed, so that the database holds no name and no address
 * @param now for tests; left out: the database's clock
 */
export function shareTryLevels(
  pool: Pool,
  hash: (key: string) => Uint8Array,
  now?: () => number,
): SharedLevels {
  const first = async (text: string, values: unknown[]): Promise<number | undefined> => {
    const { rows } = await pool.query<[number]>({ text, values, rowMode: "array" });
    return rows[0]?.[0];
  };
  const at = () => now?.() ?? null;
  const keyOf = (key: string, { name, leakMs }: TryRule) => [name, Buffer.from(hash(key)), leakMs] as const;
  return {
    levels: {
      async add(key, rule) {
        const { leakMs, most } = rule;
        const level = await first(ADD, [...keyOf(key, rule), at(), most * leakMs]);
        if (level !== undefined) return { before: Math.max(0, level) / leakMs, added: true };
        const refused = await first(LOOK, [...keyOf(key, rule), at()]);
        return { before: Math.max(most, (refused ?? 0) / leakMs), added: false };
      },
      async takeBack(key, rule) {
        await pool.query(TAKE_BACK, [...keyOf(key, rule)]);
      },
    },
    async sweep() {
      await pool.query(SWEEP, [at()]);
    },
  };
}
