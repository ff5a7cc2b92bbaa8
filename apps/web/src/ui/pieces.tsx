import { type ReactNode, useEffect, useState } from "react";
import { tileHue, tileLetters } from "../base/letter-tile.ts";
import { steadyNow } from "../base/steady-clock.ts";
import { texts } from "../texts/texts.ts";
import { Icon, type IconName } from "./icon.tsx";

interface TileProps {
  readonly name: string;
  /** Shown instead of the name's letters. */
  readonly icon?: IconName | undefined;
  readonly large?: boolean;
}

export function Tile({ name, icon, large }: TileProps) {
  return (
    <span className={`tile tile-${tileHue(name)} ${large ? "tile-large" : ""}`} aria-hidden="true">
      {icon ? <Icon name={icon} size={large ? 26 : 20} /> : tileLetters(name)}
    </span>
  );
}

export function Brand() {
  return (
    <span className="brand">
      <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="9" fill="#0f6b6b" />
        <path d="M16 7a5.5 5.5 0 0 1 2.6 10.35L20.2 25h-8.4l1.6-7.65A5.5 5.5 0 0 1 16 7Z" fill="#f4fbfa" />
      </svg>
      {texts.product}
    </span>
  );
}

export function EmptyState({
  icon,
  title,
  text,
  children,
}: {
  icon: IconName;
  title: string;
  text: string;
  children?: ReactNode;
}) {
  return (
    <div className="empty">
      <span className="empty-mark">
        <Icon name={icon} size={26} />
      </span>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}

/** A message, and when the person may try again. */
interface Failure {
  readonly message: string;
  readonly wait?: { readonly text: string; readonly until: number } | null | undefined;
}

interface FailureNoticeProps {
  /** What the person reads; left out: the failure's own sentence. */
  readonly message?: string | undefined;
  readonly failure?: Failure | null;
  readonly children?: ReactNode;
}

/** What went wrong, said at once; where waiting helps, it counts down. */
export function FailureNotice({ failure, message = failure?.message, children }: FailureNoticeProps) {
  return (
    <div role="alert">
      {message && (
        <div className="notice notice-danger">
          <Icon name="warn" size={18} />
          <div className="grid gap-2">
            {failure?.wait ? (
              <p>
                {failure.wait.text} <Countdown until={failure.wait.until} />
              </p>
            ) : (
              <p>{message}</p>
            )}
            {children}
          </div>
        </div>
      )}
    </div>
  );
}

/** Screen readers announce it once with its notice; the seconds are only visible. */
function Countdown({ until }: { until: number }) {
  const [now, setNow] = useState(steadyNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(steadyNow()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil((until - now) / 1000);
  return (
    <span role="timer" aria-live="off">
      {seconds > 0 ? texts.errors.waitFor(seconds) : texts.errors.tryNow}
    </span>
  );
}

/** Digits and symbols in their own colours, in a font that distinguishes 0 from O. */
export function SecretText({ text }: { text: string }) {
  const pieces = [...text.matchAll(/(\d+)|([^\d\p{L}\s]+)|[\p{L}\s]+/gu)];
  return (
    <bdi className="secret">
      {pieces.map(({ 0: piece, 1: digits, 2: symbols, index }) => (
        <span key={index} className={digits ? "d" : symbols ? "s" : undefined}>
          {piece}
        </span>
      ))}
    </bdi>
  );
}
