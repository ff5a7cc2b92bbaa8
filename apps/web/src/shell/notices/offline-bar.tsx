import { texts } from "../../texts/texts.ts";
import { Icon } from "../../ui/icon.tsx";

/** Says that the data may be outdated and can't be saved now. It disappears by itself. */
export function OfflineBar({ isReachable, onRetry }: { isReachable: boolean; onRetry: () => void }) {
  return (
    <div role="status">
      {!isReachable && (
        <div className="offline-bar">
          <Icon name="offline" size={18} />
          <p className="min-w-0 flex-1">{texts.offline}</p>
          <button type="button" className="link !text-inherit" onClick={onRetry}>
            {texts.tryAgain}
          </button>
        </div>
      )}
    </div>
  );
}
