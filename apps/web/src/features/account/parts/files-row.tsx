import { trpc } from "../../../data/client/trpc.ts";
import { shownBytes } from "../../../lib/shown-bytes.ts";
import { filesTexts } from "../../../texts/files-texts.ts";
import { SettingRow } from "./setting-row.tsx";

/** How much of its room for files the vault uses. */
export function FilesRow() {
  const { data } = trpc.attachments.use.useQuery();
  if (!data || (data.maxBytes === 0 && data.files === 0)) return null;
  const { usedBytes, quotaBytes, files } = data;
  return (
    <SettingRow
      icon="file"
      title={filesTexts().use}
      text={filesTexts().used(shownBytes(usedBytes), shownBytes(quotaBytes), files)}
    >
      <meter className="files-meter" max={quotaBytes} value={usedBytes} aria-label={filesTexts().use} />
    </SettingRow>
  );
}
