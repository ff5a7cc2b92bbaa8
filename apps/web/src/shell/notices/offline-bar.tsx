import type { Fault } from "../../base/call-fault.ts";
import { texts } from "../../texts/texts.ts";
import { Icon } from "../../ui/icon.tsx";

/** Says why the data may be outdated and can't be saved now. It disappears by itself. */
export function OfflineBar({ problem, onRetry }: { problem: Fault | null; onRetry: () => void }) {
  return (
    <div role="status">
      {problem !== null && (
        <div className="offline-bar">
          <Icon name="offline" size={18} />
          <p className="min-w-0 flex-1">{texts.outdatedData(texts.faults[problem].title)}</p>
          <button type="button" className="link !text-inherit" onClick={onRetry}>
            {texts.tryAgain}
          </button>
        </div>
      )}
    </div>
  );
}
