import { type ReactNode, useState } from "react";
import { texts } from "../../../texts/texts.ts";
import { IconButton } from "../../../ui/button.tsx";
import { SecretText } from "../../../ui/pieces.tsx";
import { UserLines } from "../../../ui/user-text.tsx";

/** One field of an item: what it is called, what it says, what can be done with it. */
export function Fact({ label, value, children }: { label: string; value: ReactNode; children: ReactNode }) {
  return (
    <div className="fact">
      <dt className="fact-label">
        <bdi>{label}</bdi>
      </dt>
      <dd className="fact-value">{typeof value === "string" ? <UserLines text={value} /> : value}</dd>
      <dd className="fact-actions">{children}</dd>
    </div>
  );
}

interface CopyButtonProps {
  readonly label: string;
  readonly onCopy: () => void;
  /** The shortcut for it. */
  readonly shortcut?: string;
}

export function CopyButton({ label, onCopy, shortcut }: CopyButtonProps) {
  const name = texts.copy.field(label);
  return (
    <IconButton
      icon="copy"
      label={name}
      title={shortcut ? texts.withKey(name, shortcut) : name}
      aria-keyshortcuts={shortcut}
      onClick={onCopy}
    />
  );
}

interface SecretFactProps {
  readonly label: string;
  readonly text: string;
  readonly onReveal: () => void;
  readonly children: ReactNode;
}

/** Masked until its owner wants to see it. */
export function SecretFact({ label, text, onReveal, children }: SecretFactProps) {
  const [shown, setShown] = useState(false);
  return (
    <Fact label={label} value={shown ? <SecretText text={text} /> : <Masked />}>
      <IconButton
        icon={shown ? "hide" : "eye"}
        label={shown ? texts.secret.hide(label) : texts.secret.show(label)}
        onClick={() => {
          if (!shown) onReveal();
          setShown(!shown);
        }}
      />
      {children}
    </Fact>
  );
}

/** Always the same number of dots, because a secret's length is a hint. */
export const Masked = () => (
  <span>
    <span aria-hidden="true" className="tracking-[0.18em]">
      ••••••••••
    </span>
    <span className="sr-only">{texts.secret.hidden}</span>
  </span>
);
