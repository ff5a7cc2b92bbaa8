import { secondFactorTexts } from "../../../texts/second-factor-texts.ts";
import { Icon } from "../../../ui/icon.tsx";
import { PaperCopy } from "../../session/paper-copy.tsx";

/** New spare codes, the only time that they are shown. */
export function SpareCodes({ codes, username }: { codes: readonly string[]; username: string }) {
  const words = secondFactorTexts().spareCodes;
  return (
    <>
      <p className="quiet small">{words.shownText}</p>
      <PaperCopy
        what={words.title}
        of={words.of(username)}
        groups={codes}
        text={codes.join("\n")}
        username={username}
        purpose={words.purpose}
        isLong
      />
      <div className="notice">
        <Icon name="shield" size={18} />
        <p>{words.keep}</p>
      </div>
    </>
  );
}
