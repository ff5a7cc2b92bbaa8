import { type KeyboardEvent, type ReactNode, useState } from "react";
import { noticeIn, type SecretNotice } from "../base/secret-notice.ts";
import { texts } from "../texts/texts.ts";
import { IconButton } from "./button.tsx";
import { Field } from "./field.tsx";
import { TextBox, useTextBox } from "./text-box.tsx";

interface SecretFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly autoComplete: string;
  readonly autoFocus?: boolean;
  readonly maxChars?: number | undefined;
  /** It may have line breaks, as a private key does. */
  readonly lines?: boolean;
  /** Spaces at its ends are usual. */
  readonly anySpaces?: boolean;
  readonly below?: ReactNode;
  /** One more button inside the box. */
  readonly action?: ReactNode;
}

/** A box whose text is hidden until its owner wants to see it. */
export function SecretField({
  label,
  value,
  onChange,
  hint,
  error,
  autoComplete,
  autoFocus,
  maxChars,
  lines,
  anySpaces = false,
  below,
  action,
}: SecretFieldProps) {
  const [shown, setShown] = useState(false);
  const [hasCapsLock, setCapsLock] = useState(false);
  const notice = anySpaces ? null : noticeIn(value);
  const { problem, box } = useTextBox({ value, onChange, maxChars, lines });
  const look = (event: KeyboardEvent) => setCapsLock(event.getModifierState("CapsLock"));
  const beneath = (
    <>
      {below}
      <p className="field-hint empty:hidden" role="status">
        {[hasCapsLock && texts.secret.capsLock, notice && NOTICES[notice]()].filter(Boolean).join(" ")}
      </p>
    </>
  );
  return (
    <Field label={label} hint={hint} error={problem ?? error} below={beneath}>
      {(parts) => (
        <div className={`input-group ${action ? "input-group-2" : "input-group-1"}`}>
          <TextBox
            {...parts}
            box={box}
            className={`input ${shown ? "input-secret" : ""}`}
            masked={!shown}
            autoComplete={autoComplete}
            {...(autoFocus && { "data-autofocus": true as const })}
            {...(autoComplete === "off" && UNKNOWN_TO_MANAGERS)}
            onKeyDown={look}
            onKeyUp={look}
            onBlur={() => setCapsLock(false)}
          />
          <div className="input-actions">
            {action}
            <IconButton
              icon={shown ? "hide" : "eye"}
              label={shown ? texts.secret.hide(label) : texts.secret.show(label)}
              onClick={() => setShown(!shown)}
            />
          </div>
        </div>
      )}
    </Field>
  );
}

const NOTICES: Readonly<Record<SecretNotice, () => string>> = {
  "outer-space": () => texts.secret.outerSpace,
  "invisible-character": () => texts.secret.invisible,
};

/** "off" alone doesn't keep a password manager from taking a passphrase for the password. */
const UNKNOWN_TO_MANAGERS = { "data-1p-ignore": "", "data-bwignore": "", "data-lpignore": "true" };
