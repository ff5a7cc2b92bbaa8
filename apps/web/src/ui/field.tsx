import { type ReactNode, useId } from "react";
import { Icon } from "./icon.tsx";

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
  readonly maxLength?: number;
  readonly inputMode?: "text" | "url" | "email" | "numeric";
  readonly placeholder?: string;
}

export function TextField({ label, value, onChange, hint, error, autoFocus, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(parts) => (
        <input
          {...parts}
          {...input}
          className="input"
          value={value}
          spellCheck={false}
          autoCapitalize="none"
          data-autofocus={autoFocus || undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
