import { trpc } from "../../../data/client/trpc.ts";
import { transferTexts } from "../../../texts/transfer-texts.ts";
import { Notices } from "./notices.tsx";

const SHOWN = 100;

/** What the reader of the file has to say, before anything is imported. */
export function NoticeList({ uploadId, count }: { uploadId: string; count: number }) {
  const { data } = trpc.imports.notices.useQuery({ uploadId, limit: SHOWN }, { gcTime: 0 });
  return (
    <details>
      <summary className="link">{transferTexts().notices(count)}</summary>
      <Notices notices={data?.notices ?? []} more={count - (data?.notices.length ?? 0)} />
    </details>
  );
}
