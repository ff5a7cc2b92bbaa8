import type { Format } from "../formats.ts";
import type { ReadAttachment, ReadItem } from "../model.ts";
import type { TableChoices } from "../table-choices.ts";
import { CHILD_LIMITS, type ChildLimits, PIECE_BYTES } from "./child-limits.ts";
import { type ChildProgram, loadChildProgram } from "./child-program.ts";
import type { ReadSummary, SentItem } from "./messages.ts";
import { type ReaderProcess, startReader } from "./reader-process.ts";

export interface ReadInChildOptions {
  /** null or absent: by the file's content. */
  readonly format?: Format | null;
  /** null: none, which isn't "". */
  readonly password: string | null;
  readonly keyFile: Uint8Array | null;
  readonly fileName?: string | null;
  /** The owner's choices for a table, which is read by these. */
  readonly table?: TableChoices | null;
  /** Aborted: the process is killed at once, whatever it does. */
  readonly signal?: AbortSignal;
}

/** The file as it comes, in pieces of any length that add up to `size` bytes. */
export interface FileSource {
  readonly size: number;
  readonly pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** A file that a child process has read and holds. Its clear text ends with the process: close it. */
export interface HeldFile extends ReadSummary, AsyncDisposable {
  /**
   * All items in the file's order, 500 at most at a time; the next batch is sent when it is asked for. Contents of attachments come from
   * the process, so they can be read until `close`.
   */
  readonly batches: () => AsyncGenerator<readonly ReadItem[]>;
  readonly close: () => Promise<void>;
}

/**
 * Reads a file in a separate process, so that no file can stop this one: neither its memory nor its time nor a crash of the parser.
 * @throws ImportRefusal: the file is refused, or reading it takes too much (too-large); the signal's reason when it is aborted
 */
export type ReadFileInChild = (
  file: Uint8Array | FileSource,
  options: ReadInChildOptions,
) => Promise<HeldFile>;

/** To be called when the program starts: it loads the child's code. */
export function createFileReader({
  program = loadChildProgram(),
  limits = CHILD_LIMITS,
}: {
  readonly program?: ChildProgram;
  readonly limits?: ChildLimits;
} = {}): ReadFileInChild {
  return async (file, { format = null, password, keyFile, fileName = null, table = null, signal }) => {
    signal?.throwIfAborted();
    const child = startReader(program, limits, signal);
    try {
      await sendFile(child, file instanceof Uint8Array ? { size: file.length, pieces: [file] } : file);
      const answer = await child.ask({ ask: "read", format, password, keyFile, fileName, table });
      if (answer.is !== "read") throw new Error("the reading process answered something else");
      return hold(child, answer.summary);
    } catch (error) {
      await child.end();
      throw error;
    }
  };
}

async function sendFile(child: ReaderProcess, { size, pieces }: FileSource): Promise<void> {
  await child.send({ file: "begin", bytes: size });
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += PIECE_BYTES)
      await child.send({ file: "piece", piece: piece.subarray(at, at + PIECE_BYTES) });
  }
}

function hold(child: ReaderProcess, summary: ReadSummary): HeldFile {
  async function* batches() {
    for (let from = 0; from < summary.itemCount; ) {
      const answer = await child.ask({ ask: "items", from });
      if (answer.is !== "items" || answer.items.length === 0)
        throw new Error("the reading process answered something else");
      const start = from;
      yield answer.items.map((item, index) => withFiles(child, item, start + index));
      from += answer.items.length;
    }
  }
  return { ...summary, batches, close: child.end, [Symbol.asyncDispose]: child.end };
}

function withFiles(child: ReaderProcess, item: SentItem, number: number): ReadItem {
  const { attachments, ...rest } = item;
  if (!attachments) return rest;
  return {
    ...rest,
    attachments: attachments.map((named, file) => ({ ...named, read: () => contentOf(child, number, file) })),
  };
}

async function* contentOf(
  child: ReaderProcess,
  item: number,
  file: number,
): ReturnType<ReadAttachment["read"]> & AsyncGenerator<Uint8Array> {
  const opened = await child.ask({ ask: "file", item, file });
  if (opened.is !== "file") return;
  for (;;) {
    const answer = await child.ask({ ask: "piece", stream: opened.stream });
    if (answer.is !== "piece" || answer.piece === null) return;
    yield answer.piece;
  }
}
