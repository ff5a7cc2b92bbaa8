import { setTimeout as sleep } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import { VaultError } from "../../../../errors.ts";
import type { ChangeNote, ChangeStore } from "../../../change-store.ts";
import { isLost } from "../../faults/explain-error.ts";
import { isDefiniteRefusal, isWorthAnotherTry, serverError, sqlStateOf } from "../../faults/pg-errors.ts";
import type { ChangeNotes } from "./change-notes.ts";
import { type Queries, queriesOn } from "./queries.ts";

/** A transaction that writes. */
export interface Transaction extends Queries {
  /** Notes a change, which is announced after the commit. */
  note(note: ChangeNote): void;
  /** How many rows its statements wrote so far. */
  changes(): number;
}

/** The database, with the few things that every sub-store does in the same way. Its own statements run each by itself. */
export interface Connection extends Queries {
  /**
   * One transaction, READ COMMITTED: what it decides by has to be locked first, as the vault's or the user's row. It runs again where
   * others' locks were in its way.
   * @throws VaultError BUSY when they still are; OUTCOME_UNKNOWN when the commit's answer was lost
   */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** One read transaction: several statements see the same state. */
  read<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  readonly watch: ChangeStore["watch"];
}

const TRIES = 3;
const READ_ONLY = "25006";
const PAUSE_MS = 25;

export interface ConnectionOptions {
  /** Called after each transaction that wrote. */
  readonly committed?: () => void;
  /** Whether the server keeps the plans of statements; left out: true. */
  readonly prepared?: boolean;
  /** What is sent with the beginning of each transaction. */
  readonly afterBegin?: string;
}

export function connect(
  pool: Pool,
  notes: ChangeNotes,
  { committed = () => undefined, prepared = true, afterBegin = "" }: ConnectionOptions = {},
): Connection {
  async function inTransaction<T>(begin: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let lost: Error | undefined;
    try {
      await client.query(begin + afterBegin);
      const result = await work(client);
      await commit(client);
      return result;
    } catch (error) {
      // A server that doesn't answer one statement doesn't answer the next one either; a transaction that isn't committed ends with its connection.
      if (isSpent(error)) lost = error;
      else
        await client.query("ROLLBACK").catch((failure: unknown) => {
          lost = failure instanceof Error ? failure : new Error("The connection can't be used any more.");
        });
      throw serverError(error);
    } finally {
      client.release(lost);
    }
  }

  async function writeOnce<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const noted: ChangeNote[] = [];
    const result = await inTransaction("BEGIN", async (client) => {
      let changes = 0;
      const queries = queriesOn(client, {
        prepared,
        changed: (rows) => {
          changes += rows;
        },
      });
      const done = await work({
        ...queries,
        note: (note) => void noted.push(note),
        changes: () => changes,
      });
      await notes.announce(queries, noted);
      return done;
    });
    committed();
    notes.tell(noted);
    return result;
  }

  return {
    ...queriesOn(pool, { prepared }),
    watch: notes.watch,

    async write(work) {
      for (let tried = 1; ; tried += 1) {
        try {
          return await writeOnce(work);
        } catch (error) {
          if (!isWorthAnotherTry(error)) throw error;
          if (tried === TRIES) throw new VaultError("BUSY", { retryAfterSeconds: 1 });
          await sleep(Math.random() * PAUSE_MS * 2 ** tried);
        }
      }
    },

    read: (work) =>
      inTransaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", (client) =>
        work(queriesOn(client, { prepared })),
      ),
  };
}

/** Whether the connection is of no more use: its server doesn't answer, or only reads. */
const isSpent = (error: unknown): error is Error =>
  error instanceof Error &&
  (isLost(error) ||
    sqlStateOf(error) === READ_ONLY ||
    (error instanceof VaultError && error.code === "OUTCOME_UNKNOWN"));

async function commit(client: PoolClient): Promise<void> {
  try {
    const { command } = await client.query("COMMIT");
    // So the server answers when a statement failed before, and the work didn't notice.
    if (command !== "COMMIT")
      throw new Error("The transaction was undone, since one of its statements failed.");
  } catch (error) {
    if (
      error instanceof Error &&
      !isDefiniteRefusal(error) &&
      !error.message.startsWith("The transaction was undone")
    )
      throw new VaultError("OUTCOME_UNKNOWN");
    throw error;
  }
}
