import type { ImportState } from "@opp/core/schemas/imports";
import { transferTexts } from "../../../texts/transfer-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Notices } from "./notices.tsx";
import { UndoButton } from "./undo-button.tsx";

/** What an import did, and the way back. */
export function ImportReport({ state, onAgain }: { state: ImportState; onAgain: () => void }) {
  const words = transferTexts();
  const { report } = state;
  return (
    <div className="facts grid grid-cols-1 gap-3 p-4">
      <div role="status">
        <h3 className="font-semibold">{words.done}</h3>
        {report && (
          <p>
            {words.report(report.created, report.merged, report.skipped)}
            {report.leftOut > 0 && ` ${words.leftOut(report.leftOut)}`}
          </p>
        )}
      </div>
      {report && report.notices.length > 0 && (
        <details>
          <summary className="link">{words.notices(report.notices.length + report.moreNotices)}</summary>
          <Notices notices={report.notices} more={report.moreNotices} />
        </details>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={onAgain}>
          {words.other}
        </Button>
        <UndoButton importId={state.id} onUndone={onAgain} />
      </div>
    </div>
  );
}
