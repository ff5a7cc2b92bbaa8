import { useNow } from "../../../base/use-now.ts";
import { trpc } from "../../../data/client/trpc.ts";
import { relativeTime } from "../../../lib/when.ts";
import { transferTexts } from "../../../texts/transfer-texts.ts";
import { UserText } from "../../../ui/user-text.tsx";
import { UndoButton } from "./undo-button.tsx";

/** Imports of the last 30 days. */
export function EarlierImports() {
  const words = transferTexts();
  const now = useNow();
  const { data } = trpc.imports.list.useQuery();
  const imports = data?.imports ?? [];
  if (imports.length === 0) return null;
  return (
    <div className="grid grid-cols-1 gap-2">
      <h3 className="font-semibold">{words.earlier}</h3>
      <p className="small quiet">{words.earlierText}</p>
      <ul className="facts">
        {imports.map((each) => (
          <li key={each.id} className="plan-row px-4">
            <span className="min-w-0">
              <UserText text={each.fileName} />
              <span className="small quiet block">
                {[
                  words.states[each.state],
                  relativeTime(each.startedAt, now),
                  each.report
                    ? words.report(each.report.created, each.report.merged, each.report.skipped)
                    : "",
                ]
                  .filter((part) => part !== "")
                  .join(" · ")}
              </span>
            </span>
            {(each.state === "done" || each.state === "cancelled") && <UndoButton importId={each.id} />}
          </li>
        ))}
      </ul>
    </div>
  );
}
