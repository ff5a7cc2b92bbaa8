import { trpc } from "../../../data/client/trpc.ts";
import { shownBytes } from "../../../lib/shown-bytes.ts";
import { texts } from "../../../texts/texts.ts";
import { SettingRow } from "./setting-row.tsx";

/** How much of its room for files the vault uses. */
export function FilesRow() {
  const { data } = trpc.attachments.use.useQuery();
  if (!data || (data.maxBytes === 0 && data.files === 0)) return null;
  const { usedBytes, quotaBytes, files } = data;
  return (
    <SettingRow
      icon="file"
      title={texts.files.use}
      text={texts.files.used(shownBytes(usedBytes), shownBytes(quotaBytes), files)}
    >
      <meter className="files-meter" max={quotaBytes} value={usedBytes} aria-label={texts.files.use} />
    </SettingRow>
  );
}
