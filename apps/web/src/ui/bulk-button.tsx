import type { ButtonHTMLAttributes } from "react";
import { Icon, type IconName } from "./icon.tsx";

interface BulkButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: IconName;
  /** The whole action, for screen readers and as a hint; it contains the word. */
  readonly label: string;
  readonly word: string;
}

/** An action for the selected rows: its word is next to the icon, or below it where there is less room. */
export function BulkButton({ icon, label, word, ...rest }: BulkButtonProps) {
  return (
    <button type="button" title={label} aria-label={label} className="bulk-button" {...rest}>
      <Icon name={icon} />
      <span className="bulk-word">{word}</span>
    </button>
  );
}
