import { useEffect } from "react";
import { secondFactorTexts } from "../../../texts/second-factor-texts.ts";
import { Field } from "../../../ui/field.tsx";
import { TextBox, useTextBox } from "../../../ui/text-box.tsx";
import type { Question } from "./question.ts";

interface CodeInputProps {
  readonly question: Question;
  readonly change: (changed: Partial<Pick<Question, "kind" | "typed">>) => void;
}

/** Takes the focus as it appears: it is the next thing to type. */
export function CodeInput({ question: { kind, typed, problem }, change }: CodeInputProps) {
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
      below={
        <button
          type="button"
          className="link small justify-self-start"
          onClick={() => change({ kind: isSpare ? "totp" : "spare", typed: "" })}
        >
          {isSpare ? words.useTotp : words.useSpare}
        </button>
      }
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
