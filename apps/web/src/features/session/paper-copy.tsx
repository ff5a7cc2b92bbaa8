import { useState } from "react";
import { copySecret } from "../../lib/clipboard/secret-clipboard.ts";
import { saveAs } from "../../lib/save-as.ts";
import { exactTime } from "../../lib/when.ts";
import { newAccountTexts } from "../../texts/new-account-texts.ts";
import { texts } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";

interface PaperCopyProps {
  /** "Recovery code": the sheet's heading, and what was copied. */
  readonly what: string;
  readonly of: string;
  readonly groups: readonly string[];
  /** The same, for copying and saving. */
  readonly text: string;
  readonly username: string;
  readonly purpose: string;
  /** The groups are too long for three in a line. */
  readonly isLong?: boolean;
}

/** Codes that are shown once, to print, save or copy. The sheet explains itself, even in ten years. */
export function PaperCopy({ what, of, groups, text, username, purpose, isLong }: PaperCopyProps) {
  const [madeAt] = useState(() => Date.now());
  const facts = [
    [texts.words.username, username],
    [newAccountTexts().recoveryCode.server, location.origin],
    [newAccountTexts().recoveryCode.madeAt, exactTime(madeAt)],
  ] as const;
  const title = `${texts.product}: ${what}`;
  return (
    <>
      <div className="printed">
        <p className="print-only print-title">{title}</p>
        <p className="eyebrow no-print mb-1">{of}</p>
        <ol className={`secret code-groups ${isLong ? "code-groups-long" : ""}`} aria-label={what}>
          {groups.map((group, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- two groups may be the same, and none ever moves
            <li key={at}>{group}</li>
          ))}
        </ol>
        <div className="print-only">
          {facts.map(([name, value]) => (
            <p key={name}>
              {name}: <b>{value}</b>
            </p>
          ))}
          <p>{purpose}</p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2 *:flex-1">
        <Button icon="print" onClick={() => print()}>
          {newAccountTexts().recoveryCode.print}
        </Button>
        <Button
          icon="download"
          onClick={() => {
            const lines = facts.map(([name, value]) => `${name}: ${value}`);
            const sheet = [title, "", text, "", ...lines, "", purpose, ""].join("\n");
            saveAs(new Blob([sheet], { type: "text/plain" }), FILE_NAME);
          }}
        >
          {newAccountTexts().recoveryCode.download}
        </Button>
        <Button icon="copy" onClick={() => void copySecret(what, text)}>
          {texts.copy.label}
        </Button>
      </div>
    </>
  );
}

/** It doesn't reveal what is in the file. */
const FILE_NAME = "openpassphrase-note.txt";
