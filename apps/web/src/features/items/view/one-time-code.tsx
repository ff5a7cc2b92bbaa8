import type { ShownCode } from "../../../data/items/use-one-time-code.ts";
import { itemScreenTexts } from "../../../texts/item-screen-texts.ts";

const RADIUS = 9;
const AROUND = 2 * Math.PI * RADIUS;
/** The remaining time below which the next code is shown, too. */
const LAST_SECONDS = 8;

/** A code, in two halves if it is long, with a ring for the remaining time. */
export function OneTimeCodeText({ shown }: { shown: ShownCode }) {
  const { code, next, secondsLeft, otp } = shown;
  const isEnding = secondsLeft <= LAST_SECONDS;
  return (
    <span className="otp" data-ending={isEnding || undefined}>
      <svg className="otp-ring" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r={RADIUS} className="otp-track" />
        <circle
          cx="12"
          cy="12"
          r={RADIUS}
          className="otp-left"
          strokeDasharray={AROUND}
          strokeDashoffset={AROUND * (1 - secondsLeft / otp.periodSeconds)}
        />
      </svg>
      <span className="otp-code" data-testid="one-time-code">
        {inHalves(code)}
      </span>
      <span className="otp-rest">
        {isEnding
          ? itemScreenTexts().otp.next(inHalves(next))
          : itemScreenTexts().otp.secondsLeft(secondsLeft)}
      </span>
    </span>
  );
}

/** Steam's five letters are one word. */
const inHalves = (code: string): string => {
  if (code.length < 6) return code;
  const half = Math.ceil(code.length / 2);
  return `${code.slice(0, half)} ${code.slice(half)}`;
};
