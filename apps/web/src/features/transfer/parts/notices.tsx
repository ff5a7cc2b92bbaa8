import type { ImportNotice } from "@opp/core/schemas/imports";
import { texts } from "../../../texts/texts.ts";
import { UserText } from "../../../ui/user-text.tsx";

/** Notices of a file, each with the item that it is about. */
export function Notices({ notices, more }: { notices: readonly ImportNotice[]; more: number }) {
  const words = texts.transfer;
  return (
    <>
      <ul className="plan-rows">
        {notices.map(({ item, about, row }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one item can have the same notice twice, and none moves
          <li key={index} className="plan-row">
            <span className="min-w-0">
              {item === null ? words.wholeFile : <UserText text={item} />}
              <span className="small quiet block">{row === null ? about : `${about} (${row})`}</span>
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="small quiet">{words.moreRows(more)}</p>}
    </>
  );
}
