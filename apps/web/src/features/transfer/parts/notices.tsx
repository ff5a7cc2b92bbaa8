import type { ImportNotice } from "@opp/core/schemas/imports";
import { positioned } from "../../../base/positions.ts";
import { transferTexts } from "../../../texts/transfer-texts.ts";
import { UserText } from "../../../ui/user-text.tsx";

/** Notices of a file, each with the item that it is about. */
export function Notices({ notices, more }: { notices: readonly ImportNotice[]; more: number }) {
  const words = transferTexts();
  return (
    <>
      <ul className="plan-rows">
        {positioned(notices).map(({ value: { item, about, row }, position }) => (
          <li key={position} className="plan-row">
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
