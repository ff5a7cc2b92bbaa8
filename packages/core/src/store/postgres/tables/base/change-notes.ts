import { randomInt } from "node:crypto";
import { sql } from "drizzle-orm";
import { asUserId, asVaultId } from "../../../../ids.ts";
import type { ChangeNote, ChangeStore } from "../../../change-store.ts";
import type { Queries } from "./queries.ts";
import { bound, compile } from "./statements.ts";

/** Notes of changes, for listeners here and at the other nodes. */
export interface ChangeNotes {
  /** Sends the notes to the other nodes when the transaction is committed. */
  announce(transaction: Queries, notes: readonly ChangeNote[]): Promise<void>;
  /** Tells the listeners of this process. */
  tell(notes: readonly ChangeNote[]): void;
  /** What came from the database's channel. */
  hear(payload: string): void;
  readonly watch: ChangeStore["watch"];
}

export const CHANNEL = "opp";

const notify = compile(sql`SELECT pg_notify(${CHANNEL}, ${bound("payload")})`);

export function createChangeNotes(): ChangeNotes {
  const listeners = new Set<(note: ChangeNote) => void>();
  /** A node hears its own notes, too, and has told its listeners already. */
  const node = randomInt(2 ** 47);

  const tell = (notes: readonly ChangeNote[]) => {
    for (const note of notes) for (const listener of listeners) listener(note);
  };

  return {
    tell,

    async announce(transaction, notes) {
      for (const text of new Set(notes.map(toText)))
        await transaction.run(notify, { payload: `${node}:${text}` });
    },

    hear(payload) {
      const [from, ...text] = payload.split(":");
      if (from !== String(node)) tell([toNote(text)]);
    },

    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Numbers only: everyone who may connect to the database can listen. */
function toText(note: ChangeNote): string {
  if (note.kind === "vault") return `vault:${note.vaultId}:${note.revision}`;
  return note.kind === "account" ? `account:${note.userId}` : "unknown";
}

function toNote([kind, id, revision]: readonly string[]): ChangeNote {
  const numbers = [Number(id), Number(revision)] as const;
  if (kind === "vault" && numbers.every(Number.isSafeInteger))
    return { kind, vaultId: asVaultId(numbers[0]), revision: numbers[1], by: null };
  if (kind === "account" && Number.isSafeInteger(numbers[0])) return { kind, userId: asUserId(numbers[0]) };
  return { kind: "unknown" };
}
