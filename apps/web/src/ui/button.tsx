import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: "plain" | "primary" | "danger" | "danger-quiet" | "quiet";
  readonly icon?: IconName;
  readonly wide?: boolean;
  /** While true it keeps its focus and does nothing. */
  readonly busy?: boolean;
  readonly children: ReactNode;
}

export function Button({
  look = "plain",
  icon,
  wide,
  busy,
  children,
  className = "",
  onClick,
  ...rest
}: ButtonProps) {
  const looks = {
    plain: "",
    primary: "button-primary",
    danger: "button-danger",
    "danger-quiet": "button-danger-quiet",
    quiet: "button-quiet",
  };
  return (
    <button
      type="button"
      {...rest}
      className={`button ${looks[look]} ${wide ? "button-wide" : ""} ${className}`}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <span className="spinner" aria-hidden="true" /> : icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: IconName;
  readonly label: string;
}

export function IconButton({ icon, label, className = "", ...rest }: IconButtonProps) {
  return (
    <button type="button" title={label} aria-label={label} {...rest} className={`button-icon ${className}`}>
      <Icon name={icon} />
    </button>
  );
}
