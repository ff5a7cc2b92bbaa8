import type { ReactNode } from "react";
import { tileHue, tileLetters } from "../lib/letter-tile.ts";
import { texts } from "../texts/texts.ts";
import { Icon, type IconName } from "./icon.tsx";

export function Tile({ name, large }: { name: string; large?: boolean }) {
  return (
    <span className={`tile tile-${tileHue(name)} ${large ? "tile-large" : ""}`} aria-hidden="true">
      {tileLetters(name)}
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

export function FailureNotice({ message, children }: { message: string | undefined; children?: ReactNode }) {
  return (
    <div role="alert">
      {message && (
        <div className="notice notice-danger">
          <Icon name="warn" size={18} />
          <div className="grid gap-2">
            <p>{message}</p>
            {children}
          </div>
        </div>
      )}
    </div>
  );
}

/** Digits and signs in colours of their own, in a face that tells 0 from O. */
export function SecretText({ text }: { text: string }) {
  const pieces = [...text.matchAll(/(\d+)|([^\d\p{L}\s]+)|[\p{L}\s]+/gu)];
  return (
    <span className="secret">
      {pieces.map(({ 0: piece, 1: digits, 2: symbols, index }) => (
        <span key={index} className={digits ? "d" : symbols ? "s" : undefined}>
          {piece}
        </span>
      ))}
    </span>
  );
}
