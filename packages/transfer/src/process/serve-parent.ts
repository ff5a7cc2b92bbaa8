import { derivingTime } from "../derive/deriving-clock.ts";
import type { Read, ReadAttachment, ReadItem } from "../model.ts";
import type { FileRequest } from "../recognise/read-file.ts";
import { ImportRefusal } from "../refusal.ts";
import { BEAT_MILLISECONDS, PIECE_BYTES } from "./child-limits.ts";
import type { FromChild, ReadAnswer, ReadRequest, SentItem, ToChild } from "./messages.ts";

const ITEMS_A_BATCH = 500;
const CHARS_A_BATCH = 2 * 1024 * 1024;

/** The child's side: takes the file, reads it, and answers until the parent goes away or ends it. */
export function serveParent(read: (bytes: Uint8Array, request: FileRequest) => Promise<Read>): void {
  let file = new Uint8Array(0);
  let received = 0;
  let items: readonly ReadItem[] = [];
  const streams = new Map<number, AsyncIterator<Uint8Array>>();
  let lastStream = 0;
  const send = (message: FromChild) => process.send?.(message);

  async function answer(request: ReadRequest): Promise<ReadAnswer> {
    switch (request.ask) {
      case "read": {
        const bytes = file.subarray(0, received);
        file = new Uint8Array(0);
        const { format, fileName, password, keyFile, table } = request;
        const whole = await read(bytes, {
          password,
          keyFile,
          format: format ?? undefined,
          fileName: fileName ?? undefined,
          table: table ?? undefined,
        });
        items = whole.items;
        const { items: _items, ...summary } = whole;
        return { is: "read", summary: { ...summary, itemCount: items.length } };
      }
      case "items":
        return { is: "items", items: batchFrom(items, request.from) };
      case "file": {
        const attachment = items[request.item]?.attachments?.[request.file];
        if (!attachment) throw new RangeError("no such attachment");
        lastStream += 1;
        streams.set(lastStream, inPieces(attachment)[Symbol.asyncIterator]());
        return { is: "file", stream: lastStream };
      }
      case "piece": {
        const next = await streams.get(request.stream)?.next();
        if (next && !next.done) return { is: "piece", piece: next.value };
        streams.delete(request.stream);
        return { is: "piece", piece: null };
      }
    }
  }

  process.on("message", (message: ToChild) => {
    if ("request" in message) {
      const { number, request } = message;
      void answer(request)
        .catch(failure)
        .then((given) => send({ number, answer: given }));
    } else if (message.file === "begin") {
      file = new Uint8Array(message.bytes);
      received = 0;
    } else {
      file.set(message.piece, received);
      received += message.piece.length;
    }
  });
  process.on("disconnect", () => process.exit(0));
  send({ beat: derivingTime() });
  setInterval(() => send({ beat: derivingTime() }), BEAT_MILLISECONDS).unref();
}

function batchFrom(items: readonly ReadItem[], from: number): SentItem[] {
  const batch: SentItem[] = [];
  let chars = 0;
  for (const item of items.slice(from, from + ITEMS_A_BATCH)) {
    chars += weigh(item);
    if (batch.length > 0 && chars > CHARS_A_BATCH) break;
    const { attachments, ...rest } = item;
    batch.push(
      attachments ? { ...rest, attachments: attachments.map(({ read: _read, ...named }) => named) } : rest,
    );
  }
  return batch;
}

const weigh = ({ blob, fields, history = [] }: ReadItem): number =>
  blob.length +
  fields.reduce((sum, { value }) => sum + value.length, 0) +
  history.reduce((sum, old) => sum + (old.blob?.length ?? 0), 0);

async function* inPieces(attachment: ReadAttachment): AsyncGenerator<Uint8Array> {
  for await (const piece of attachment.read()) {
    for (let at = 0; at < piece.length; at += PIECE_BYTES) yield piece.slice(at, at + PIECE_BYTES);
  }
}

function failure(error: unknown): ReadAnswer {
  if (error instanceof ImportRefusal) return { is: "refused", reason: error.reason, about: error.message };
  const { name, stack = "" } = error instanceof Error ? error : new Error();
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return { is: "failed", name, frames: frames.join("\n") };
}
