import { useEffect } from "react";
import { useStore } from "../../../base/external-store.ts";
import { droppedFileStore } from "../../../data/transfer/dropped-file.ts";
import { texts } from "../../../texts/texts.ts";
import { transferTexts } from "../../../texts/transfer-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { FailureNotice } from "../../../ui/pieces.tsx";
import { FileChoice } from "./file-choice.tsx";
import { FilePassword } from "./file-password.tsx";
import { ImportReport } from "./import-report.tsx";
import { PlanCard } from "./plan-card.tsx";
import { useImport } from "./use-import.ts";

/** One file, from selecting it until it is in the vault. */
export function ImportSteps() {
  const words = transferTexts();
  const actions = useImport();
  const { step, begin } = actions;
  const dropped = useStore(droppedFileStore);
  const { run: send } = begin;
  useEffect(() => {
    if (dropped === null) return;
    droppedFileStore.set(null);
    void send(dropped);
  }, [dropped, send]);
  const failure = [
    begin,
    actions.open,
    actions.readTable,
    actions.change,
    actions.choose,
    actions.run,
    actions.cancel,
  ]
    .map((action) => action.failure)
    .find((each) => each !== null);

  return (
    <>
      <FailureNotice failure={failure ?? null} />
      {step.at === "choose" && <FileChoice onFile={(file) => void begin.run(file)} />}
      {step.at === "sending" && (
        <div className="facts grid gap-2 p-4" role="status">
          <p>{step.sent < step.bytes ? words.sending(step.fileName) : words.reading}</p>
          <progress
            className="w-full"
            max={step.bytes}
            value={step.sent}
            aria-label={words.sending(step.fileName)}
          />
        </div>
      )}
      {step.at === "refused" && (
        <FilePassword
          key={step.uploadId}
          refusal={step.refusal}
          busy={actions.open.running}
          onOpen={(secrets) => void actions.open.run(secrets)}
          onOther={() => void actions.cancel.run()}
        />
      )}
      {step.at === "planned" && <PlanCard key={step.uploadId} step={step} actions={actions} />}
      {step.at === "running" && (
        <div className="facts grid gap-3 p-4" role="status">
          <p>{words.running(step.state?.rowsDone ?? 0, step.state?.rowsAll ?? 0)}</p>
          <progress
            className="w-full"
            max={step.state?.rowsAll ?? 1}
            value={step.state?.rowsDone ?? 0}
            aria-label={words.done}
          />
          <Button
            className="justify-self-start"
            busy={actions.cancel.running}
            onClick={() => void actions.cancel.run()}
          >
            {texts.cancel}
          </Button>
        </div>
      )}
      {step.at === "done" && <ImportReport state={step.state} onAgain={actions.restart} />}
    </>
  );
}
