import { trpc } from "../../data/client/trpc.ts";
import { administrationTexts } from "../../texts/administration-texts.ts";
import { texts } from "../../texts/texts.ts";
import { Icon } from "../../ui/icon.tsx";

const HOUR_MS = 3_600_000;

/** Tells an administrator that there is no backup of the last days; it disappears by itself. */
export function BackupBar({ onShow }: { onShow: () => void }) {
  const { data } = trpc.administration.server.useQuery(undefined, { staleTime: HOUR_MS });
  return (
    <div role="status">
      {data?.backupOverdue && (
        <div className="offline-bar">
          <Icon name="warn" size={18} />
          <p className="min-w-0 flex-1">{administrationTexts().backups.old}</p>
          <button type="button" className="link !text-inherit" onClick={onShow}>
            {texts.side.administration}
          </button>
        </div>
      )}
    </div>
  );
}
