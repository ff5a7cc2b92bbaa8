import { type ReactNode, useId } from "react";
import { Icon } from "./icon.tsx";
import { TextBox, useTextBox } from "./text-box.tsx";

export interface FieldParts {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly children: (parts: FieldParts) => ReactNode;
  readonly below?: ReactNode;
}

/** A label, its control, a hint and an error, connected for screen readers. */
export function Field({ label, hint, error, children, below }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined })}
      {below}
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          <Icon name="warn" size={16} />
          {error}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
  /** A longer text is shown whole, with how much is too much. */
  readonly maxChars?: number | undefined;
  readonly inputMode?: "text" | "url" | "email" | "numeric";
  readonly placeholder?: string;
}

export function TextField({
  label,
  value,
  onChange,
  hint,
  error,
  autoFocus,
  maxChars,
  ...input
}: TextFieldProps) {
  const { problem, box } = useTextBox({ value, onChange, maxChars });
  return (
    <Field label={label} hint={hint} error={problem ?? error}>
      {(parts) => (
        <TextBox
          {...parts}
          {...input}
          box={box}
          className="input"
          {...(autoFocus && { "data-autofocus": true as const })}
        />
      )}
    </Field>
  );
}

type LinesFieldProps = Pick<TextFieldProps, "label" | "value" | "onChange" | "error" | "maxChars">;

/** A text of several lines. */
export function LinesField({ label, value, onChange, error, maxChars }: LinesFieldProps) {
  const { problem, box } = useTextBox({ value, onChange, maxChars, lines: true, tall: true });
  return (
    <Field label={label} error={problem ?? error}>
      {(parts) => <TextBox {...parts} box={box} className="input" rows={5} prose />}
    </Field>
  );
}
