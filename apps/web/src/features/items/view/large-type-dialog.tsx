import { positioned } from "../../../base/positions.ts";
import { onOneLine } from "../../../base/shown-text.ts";
import { texts } from "../../../texts/texts.ts";
import { Dialog } from "../../../ui/dialog.tsx";

/** A secret in large letters, numbered, for reading it out or typing it on a television. */
export function LargeTypeDialog({
  title,
  text,
  onClose,
}: {
  title: string;
  text: string;
  onClose: () => void;
}) {
  return (
    <Dialog title={title} broad onClose={onClose}>
      <ol className="large-type" aria-label={texts.secret.letterByLetter}>
        {positioned([...text]).map(({ value: letter, position }) => (
          <li key={position} data-kind={kindOf(letter)}>
            <span className="large-letter">{letter === " " ? "␣" : onOneLine(letter)}</span>
            <span className="large-position" aria-hidden="true">
              {position + 1}
            </span>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

function kindOf(letter: string): "digit" | "letter" | "symbol" {
  if (/\d/.test(letter)) return "digit";
  return /\p{L}/u.test(letter) ? "letter" : "symbol";
}
