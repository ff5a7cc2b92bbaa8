import { useEffect } from "react";
import { droppedFileStore } from "../data/transfer/dropped-file.ts";

/** A file that is dropped where no other control takes it goes to the import. */
export function useFileDrop(onFile: () => void): void {
  useEffect(() => {
    const isFile = (event: DragEvent) =>
      !event.defaultPrevented && event.dataTransfer?.types.includes("Files") === true;
    const onDragOver = (event: DragEvent) => {
      // Otherwise the browser would leave the page to show the file.
      if (isFile(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (!isFile(event)) return;
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      if (!file) return;
      droppedFileStore.set(file);
      onFile();
    };
    addEventListener("dragover", onDragOver);
    addEventListener("drop", onDrop);
    return () => {
      removeEventListener("dragover", onDragOver);
      removeEventListener("drop", onDrop);
    };
  }, [onFile]);
}
