import { useId, useState } from "react";
import { transferTexts } from "../../../texts/transfer-texts.ts";
import { Icon } from "../../../ui/icon.tsx";

/** The file, from a dialog or dropped. */
export function FileChoice({ onFile }: { onFile: (file: File) => void }) {
  const words = transferTexts();
  const [over, setOver] = useState(false);
  const id = useId();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is another way to use the button
    <div
      className={`file-drop ${over ? "file-drop-over" : ""}`}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file) onFile(file);
      }}
    >
      <p className="small quiet">{words.importText}</p>
      <div className="flex flex-wrap items-center gap-3">
        <label className="button button-primary file-button" htmlFor={id}>
          <Icon name="file" size={18} />
          {words.choose}
          <input
            id={id}
            type="file"
            className="file-input"
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (file) onFile(file);
              target.value = "";
            }}
          />
        </label>
        <span className="small quiet">{words.drop}</span>
      </div>
    </div>
  );
}
