import { asAttachmentId, asItemId } from "@opp/core/ids";
import { isConnectionFault } from "../../base/call-fault.ts";
import { createStore } from "../../base/external-store.ts";
import { describeFailure } from "../../lib/failure.ts";
import { whenVaultCloses } from "../../lib/session/session.ts";
import type { TrpcUtils } from "../client/trpc.ts";
import { sendPart } from "./file-transfer.ts";

/** A file on its way to the server. */
export interface Upload {
  readonly key: number;
  readonly itemId: number;
  readonly name: string;
  readonly bytes: number;
  /** Bytes that have arrived. */
  readonly sent: number;
  /** null: the server doesn't know of it yet. */
  readonly id: number | null;
  /** null: it is being sent; "": it was stopped, as by locking; else why it doesn't continue. */
  readonly problem: string | null;
}

interface Sending {
  readonly file: File;
  readonly utils: TrpcUtils;
  stop: AbortController;
}

/** They continue when their item's page is left. */
export const uploadsStore = createStore<readonly Upload[]>([]);
const sendings = new Map<number, Sending>();
let lastKey = 0;

const WAIT_MILLISECONDS = [1000, 2000, 5000, 10_000];
/** What passes by itself. */
const isPassing = (code: string): boolean => isConnectionFault(code) || ["TIMEOUT", "BUSY"].includes(code);

export function startUpload(utils: TrpcUtils, itemId: number, file: File): void {
  lastKey += 1;
  const key = lastKey;
  sendings.set(key, { file, utils, stop: new AbortController() });
  const upload = { key, itemId, name: file.name, bytes: file.size, sent: 0, id: null, problem: null };
  uploadsStore.set([...uploadsStore.get(), upload]);
  void run(key);
}

/** Continues where the server has got to. */
export function continueUpload(key: number): void {
  const sending = sendings.get(key);
  if (!sending) return;
  sending.stop = new AbortController();
  update(key, { problem: null });
  void run(key);
}

/** Gives it up; what has arrived is erased. */
export async function cancelUpload(key: number): Promise<void> {
  const sending = sendings.get(key);
  const id = find(key)?.id ?? null;
  forget(key);
  sending?.stop.abort();
  if (!sending || id === null) return;
  await sending.utils.client.attachments.remove.mutate({ ids: [asAttachmentId(id)] }).catch(() => {});
  await sending.utils.attachments.invalidate();
}

// The passphrase is gone, and with it the right to send more.
whenVaultCloses(() => {
  for (const { key, problem } of uploadsStore.get()) {
    if (problem !== null) continue;
    sendings.get(key)?.stop.abort();
    update(key, { problem: "" });
  }
});

async function run(key: number): Promise<void> {
  const sending = sendings.get(key);
  if (!sending) return;
  const { signal } = sending.stop;
  for (let tried = 0; !signal.aborted; tried += 1) {
    try {
      await send(key, sending, {
        signal,
        onProgress: () => {
          tried = 0;
        },
      });
      return;
    } catch (error) {
      const { code, message } = describeFailure(error);
      if (signal.aborted) return;
      if (!isPassing(code) && code !== "ATTACHMENT_INCOMPLETE") return update(key, { problem: message });
      if (tried >= MOST_TRIES) return update(key, { problem: message });
      await pause(WAIT_MILLISECONDS[Math.min(tried, WAIT_MILLISECONDS.length - 1)] ?? 0, signal);
    }
  }
}

const MOST_TRIES = 30;

async function send(
  key: number,
  { file, utils }: Sending,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: () => void },
): Promise<void> {
  const upload = find(key);
  if (!upload) return;
  const { client } = utils;
  const id = asAttachmentId(upload.id ?? (await begin(utils, upload.itemId, file)));
  update(key, { id });
  const known = await client.attachments.get.query({ id });
  if (known.state === "arriving") {
    let { received } = known;
    // A file without a byte is one part all the same.
    do {
      update(key, { sent: received });
      received = await sendPart(id, file, { from: received, signal });
      onProgress();
    } while (received < file.size);
  }
  await client.attachments.finish.mutate({ id });
  forget(key);
  await Promise.all([
    utils.attachments.invalidate(),
    utils.items.get.invalidate({ id: upload.itemId }),
    utils.items.list.invalidate(),
  ]);
}

async function begin({ client }: TrpcUtils, itemId: number, file: File): Promise<number> {
  const { name, type, size: bytes } = file;
  const { id } = await client.attachments.begin.mutate({ itemId: asItemId(itemId), name, type, bytes });
  return id;
}

const find = (key: number): Upload | undefined => uploadsStore.get().find((upload) => upload.key === key);

const update = (key: number, change: Partial<Upload>): void =>
  uploadsStore.set(
    uploadsStore.get().map((upload) => (upload.key === key ? { ...upload, ...change } : upload)),
  );

function forget(key: number): void {
  sendings.delete(key);
  uploadsStore.set(uploadsStore.get().filter((upload) => upload.key !== key));
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
