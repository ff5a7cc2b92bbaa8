import { asItemId } from "@opp/core/ids";
import type { Attachment } from "@opp/core/schemas/attachments";
import { useEffect, useRef, useState } from "react";
import { useStore } from "../../../base/external-store.ts";
import { useNow } from "../../../base/use-now.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { startUpload, uploadsStore } from "../../../data/files/uploads.ts";
import { describeFailure } from "../../../lib/failure.ts";
import { say } from "../../../lib/messages.ts";
import { shownBytes } from "../../../lib/shown-bytes.ts";
import { filesTexts } from "../../../texts/files-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { FileRow } from "./file-row.tsx";
import { RenameFileDialog } from "./rename-file-dialog.tsx";
import { UploadRow } from "./upload-row.tsx";

/** The files of an item: those that have arrived, those on their way, and a way to add more. */
export function ItemFiles({ itemId }: { itemId: number }) {
  const utils = trpc.useUtils();
  const now = useNow();
  const root = useRef<HTMLElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [renamed, setRenamed] = useState<Attachment | null>(null);
  const [isOver, setOver] = useState(false);
  const { data } = trpc.attachments.list.useQuery({ itemId: asItemId(itemId) });
  const uploads = useStore(uploadsStore).filter((upload) => upload.itemId === itemId);
  const underWay = new Set(uploads.map(({ id }) => id));
  const shown = (data?.attachments ?? []).filter(
    ({ id, deletedAt }) => deletedAt === null && !underWay.has(id),
  );

  const add = async (files: readonly File[]) => {
    try {
      // Before a byte is sent.
      const { leftBytes, maxBytes } = await utils.client.attachments.use.query();
      for (const file of files) {
        const words = { most: shownBytes(maxBytes), left: shownBytes(leftBytes) };
        if (file.size > maxBytes) say(filesTexts().tooLarge(file.name, words.most), { urgent: true });
        else if (file.size > leftBytes) say(filesTexts().noRoom(file.name, words.left), { urgent: true });
        else startUpload(utils, itemId, file);
      }
    } catch (error) {
      say(describeFailure(error).message, { urgent: true });
    }
  };
  const latest = useRef(add);
  useEffect(() => {
    latest.current = add;
  });
  useEffect(() => {
    const page = root.current?.closest<HTMLElement>(".panel-inner");
    return page ? takeDrops(page, setOver, (files) => void latest.current(files)) : undefined;
  }, []);
  const isSending = uploads.some(({ problem }) => problem === null);
  useEffect(() => {
    if (!isSending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isSending]);

  return (
    <section ref={root} className="item-files" aria-labelledby="files-title" data-over={isOver || undefined}>
      <div className="flex items-center justify-between gap-3">
        <h3 id="files-title" className="font-semibold">
          {filesTexts().title}
        </h3>
        <Button icon="plus" onClick={() => input.current?.click()}>
          {filesTexts().add}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={filesTexts().add}
          onChange={({ target }) => {
            void add([...(target.files ?? [])]);
            target.value = "";
          }}
        />
      </div>
      {shown.length + uploads.length === 0 && (
        <p className="small quiet">{isOver ? filesTexts().drop : filesTexts().none}</p>
      )}
      {shown.length + uploads.length > 0 && (
        <ul className="facts">
          {shown.map((file) => (
            <FileRow key={file.id} file={file} now={now} onRename={() => setRenamed(file)} />
          ))}
          {uploads.map((upload) => (
            <UploadRow key={upload.key} upload={upload} />
          ))}
        </ul>
      )}
      {renamed && <RenameFileDialog file={renamed} onClose={() => setRenamed(null)} />}
    </section>
  );
}

/** Files dropped anywhere on the item's page. Returns a function that stops it. */
function takeDrops(
  page: HTMLElement,
  setOver: (isOver: boolean) => void,
  add: (files: readonly File[]) => void,
): () => void {
  const stop = new AbortController();
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  const options = { signal: stop.signal };
  page.addEventListener(
    "dragover",
    (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(true);
    },
    options,
  );
  page.addEventListener(
    "dragleave",
    (event) => {
      if (!(event.relatedTarget instanceof Node && page.contains(event.relatedTarget))) setOver(false);
    },
    options,
  );
  page.addEventListener(
    "drop",
    (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(false);
      add([...(event.dataTransfer?.files ?? [])]);
    },
    options,
  );
  return () => stop.abort();
}
