import { EXPORT_FORMATS, type ExportFormat } from "@opp/core/rules/export-formats";
import type { SentExport } from "@opp/core/schemas/exports";
import { useRef, useState } from "react";
import { fetchExport } from "../../../data/transfer/fetch-export.ts";
import { say } from "../../../lib/messages.ts";
import { saveAs } from "../../../lib/save-as.ts";
import { transferTexts } from "../../../texts/transfer-texts.ts";
import { useStepUpAction } from "../../second-factor/use-proved-action.ts";

export const EXPORT_PARTS = ["history", "trash", "files"] as const;

/** What one types into an export form, and its sending. */
export function useExport(scope: SentExport["scope"]) {
  const [format, setFormat] = useState<ExportFormat>("opp");
  const [parts, setParts] = useState({ history: true, trash: true, files: true });
  const [filePassphrase, setFilePassphrase] = useState("");
  const [password, setPassword] = useState("");
  const [bytes, setBytes] = useState(0);
  const facts = EXPORT_FORMATS[format];
  const stop = useRef<AbortController>(null);
  const exporting = useStepUpAction(async () => {
    setBytes(0);
    const stopper = new AbortController();
    stop.current = stopper;
    const blob = await fetchExport(
      { password, format, ...(facts.sealed ? { filePassphrase } : {}), scope, ...parts },
      { onBytes: setBytes, signal: stopper.signal },
    );
    const day = new Date().toISOString().slice(0, 10);
    saveAs(blob, `${transferTexts().fileName(day)}.${facts.extension}`);
    setPassword("");
    setFilePassphrase("");
    say(transferTexts().exported);
  });
  return {
    format,
    setFormat,
    facts,
    parts,
    setParts,
    filePassphrase,
    setFilePassphrase,
    password,
    setPassword,
    bytes,
    exporting,
    cancel: () => stop.current?.abort(),
  };
}

export type ExportState = ReturnType<typeof useExport>;
