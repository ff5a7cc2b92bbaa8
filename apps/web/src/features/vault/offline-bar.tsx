import { useEffect, useState } from "react";
import { texts } from "../../texts/texts.ts";
import { Icon } from "../../ui/icon.tsx";

/** Says that what is shown may be old and that nothing can be saved now. */
export function OfflineBar({ broken, onRetry }: { broken: boolean; onRetry: () => void }) {
  const [online, setOnline] = useState(() => navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener("online", look);
    addEventListener("offline", look);
    return () => {
      removeEventListener("online", look);
      removeEventListener("offline", look);
    };
  }, []);
  return (
    <div role="status">
      {(!online || broken) && (
        <div className="notice notice-warn m-3 items-center">
          <Icon name="offline" size={18} />
          <p className="flex-1">{texts.offline}</p>
          <button type="button" className="link !text-inherit" onClick={onRetry}>
            {texts.tryAgain}
          </button>
        </div>
      )}
    </div>
  );
}
