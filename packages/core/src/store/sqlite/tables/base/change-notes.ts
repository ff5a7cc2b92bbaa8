import type Database from "better-sqlite3";
import type { ChangeNote, ChangeStore } from "../../../change-store.ts";
import type { Writer } from "../../faults/write-on-full-disk.ts";

const OTHERS_EVERY_MS = 1000;

/** Notes of changes, for listeners once their transaction is committed. */
export interface ChangeNotes {
  readonly note: (note: ChangeNote) => void;
  readonly watch: ChangeStore["watch"];
  /** The same writer, which tells the notes. */
  readonly write: Writer;
}

export function createChangeNotes(sqlite: Database.Database, write: Writer): ChangeNotes {
  const listeners = new Set<(note: ChangeNote) => void>();
  let noted: ChangeNote[] = [];
  let timer: ReturnType<typeof setInterval> | undefined;

  const tell = (notes: readonly ChangeNote[]) => {
    for (const note of notes) for (const listener of listeners) listener(note);
  };
  /** SQLite's own number, which rises with the commits of other connections only. */
  const readVersion = (): unknown => sqlite.pragma("data_version", { simple: true });
  const followOthers = () => {
    let seen = readVersion();
    timer = setInterval(() => {
      if (!sqlite.open || sqlite.inTransaction) return;
      const version = readVersion();
      if (version !== seen) tell([{ kind: "unknown" }]);
      seen = version;
    }, OTHERS_EVERY_MS);
    timer.unref();
  };

  return {
    note: (note) => void noted.push(note),

    watch(listener) {
      if (listeners.size === 0) followOthers();
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearInterval(timer);
      };
    },

    write(work, kind) {
      if (sqlite.inTransaction) return write(work, kind);
      const result = write(() => {
        // The first run may have found the disk full.
        noted = [];
        return work();
      }, kind);
      const committed = noted;
      noted = [];
      tell(committed);
      return result;
    },
  };
}
