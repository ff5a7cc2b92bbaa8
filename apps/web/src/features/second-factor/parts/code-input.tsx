import { type ReactNode, useEffect, useId, useRef } from "react";
import { secondFactorTexts } from "../../../texts/second-factor-texts.ts";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { TextBox, useTextBox } from "../../../ui/text-box.tsx";
import type { AskedCode } from "../use-proved-action.ts";
import type { Question } from "./question.ts";

type CodeInputProps = Omit<AskedCode, "question"> & { readonly question: Question };

/** Takes the focus as it appears: it is the next thing to do. */
export function CodeInput({ question, change, repeat, running }: CodeInputProps) {
  const words = secondFactorTexts().code;
  const others = question.kinds.filter((kind) => kind !== question.kind);
  const links = others.map((kind) => (
    <button
      key={kind}
      type="button"
      className="link small justify-self-start"
      onClick={() => {
        change({ kind, typed: "" });
        if (kind === "passkey") repeat();
      }}
    >
      {words.instead[kind]}
    </button>
  ));
  const below = <div className="flex flex-wrap gap-x-6 gap-y-2">{links}</div>;
  return question.kind === "passkey" ? (
    <PasskeyButton
      isRefused={question.problem === "refused"}
      running={running}
      repeat={repeat}
      below={below}
    />
  ) : (
    <CodeBox question={question} kind={question.kind} change={change} below={below} />
  );
}

interface CodeBoxProps extends Pick<CodeInputProps, "question" | "change"> {
  readonly kind: "totp" | "spare";
  readonly below: ReactNode;
}

function CodeBox({ question: { typed, problem }, kind, change, below }: CodeBoxProps) {
  const words = secondFactorTexts().code;
  const isSpare = kind === "spare";
  const { box } = useTextBox({ value: typed, onChange: (next) => change({ typed: next }) });
  const { element } = box;
  useEffect(() => element.current?.focus(), [element]);
  return (
    <Field
      label={words[kind]}
      hint={problem === "used" ? words.used : undefined}
      error={problem === "refused" || problem === "unreadable" ? words[problem][kind] : undefined}
      below={below}
    >
      {(parts) => (
        <TextBox
          {...parts}
          box={box}
          className="input input-secret"
          autoComplete={isSpare ? "off" : "one-time-code"}
          inputMode={isSpare ? "text" : "numeric"}
        />
      )}
    </Field>
  );
}

interface PasskeyButtonProps extends Pick<CodeInputProps, "running" | "repeat"> {
  readonly isRefused: boolean;
  readonly below: ReactNode;
}

/** The browser's own window asks; this opens it again. */
function PasskeyButton({ isRefused, running, repeat, below }: PasskeyButtonProps) {
  const words = secondFactorTexts().code;
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => root.current?.querySelector("button")?.focus(), []);
  return (
    <div className="field" ref={root} role="group" aria-labelledby={id}>
      <p className="field-label" id={id}>
        {words.passkey}
      </p>
      <Button icon="key" busy={running} onClick={repeat}>
        {words.usePasskey}
      </Button>
      {isRefused && (
        <p className="field-error" role="alert">
          <Icon name="warn" size={16} />
          {words.passkeyRefused}
        </p>
      )}
      {below}
    </div>
  );
}
