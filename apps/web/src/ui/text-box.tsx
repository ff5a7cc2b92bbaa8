import {
  type ClipboardEvent,
  type DragEvent,
  type FocusEventHandler,
  type KeyboardEventHandler,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { keepLineEnds, LINE_BREAK, replaceShown, shownLines } from "../base/line-ends.ts";
import { texts } from "../texts/texts.ts";
import { textProblem } from "./text-problem.ts";

interface TextBoxOptions {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A longer text is shown whole, and the form isn't saved. */
  readonly maxChars?: number | undefined;
  /** Line breaks belong to the text: a paste that has some makes the box taller. Elsewhere such a paste is refused. */
  readonly lines?: boolean | undefined;
  /** The box is always tall. */
  readonly tall?: boolean | undefined;
}

interface BoxState {
  readonly value: string;
  readonly isTall: boolean;
  readonly element: RefObject<(HTMLInputElement & HTMLTextAreaElement) | null>;
  readonly onType: (typed: string) => void;
  readonly onPaste: (event: ClipboardEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
  readonly onDrop: (event: DragEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
}

export interface TextBoxUse {
  /** What is wrong with the text, or with what was just pasted. */
  readonly problem: string | undefined;
  /** For `TextBox`. */
  readonly box: BoxState;
}

/** A text of one or several lines, of which nothing is lost: a browser would cut it, drop its line breaks or make them all one kind. */
export function useTextBox({
  value,
  onChange,
  maxChars,
  lines = false,
  tall = false,
}: TextBoxOptions): TextBoxUse {
  const [refusal, setRefusal] = useState<string | undefined>();
  const [wasTall, setWasTall] = useState(false);
  const hasLines = LINE_BREAK.test(value);
  // Once tall, it stays so: another box would take the focus away from who deletes the last line break.
  if (hasLines && !wasTall) setWasTall(true);
  const isTall = tall || wasTall || hasLines;
  const element = useRef<(HTMLInputElement & HTMLTextAreaElement) | null>(null);
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    const at = caret.current;
    if (at === null) return;
    caret.current = null;
    element.current?.focus();
    element.current?.setSelectionRange(at, at);
  });

  /** Whether the text was taken or refused here, instead of by the browser. */
  function insert(
    text: string,
    { selectionStart, selectionEnd }: HTMLInputElement | HTMLTextAreaElement,
  ): boolean {
    setRefusal(undefined);
    if (!LINE_BREAK.test(text)) return false;
    // A copied line often comes with its end.
    const taken = lines || isTall ? text : text.replace(/^[\r\n]+|[\r\n]+$/g, "");
    if (LINE_BREAK.test(taken) && !lines && !isTall) {
      setRefusal(texts.input.oneLine(shownLines(taken).split("\n").length));
      return true;
    }
    const start = selectionStart ?? value.length;
    caret.current = start + shownLines(taken).length;
    onChange(replaceShown(value, start, selectionEnd ?? start, taken));
    return true;
  }

  return {
    problem: refusal ?? textProblem(value, maxChars),
    box: {
      value: isTall ? shownLines(value) : value,
      isTall,
      element,
      onType: (typed) => {
        setRefusal(undefined);
        onChange(keepLineEnds(value, typed));
      },
      onPaste: (event) => {
        if (insert(event.clipboardData.getData("text/plain"), event.currentTarget)) event.preventDefault();
      },
      onDrop: (event) => {
        if (insert(event.dataTransfer.getData("text/plain"), event.currentTarget)) event.preventDefault();
      },
    },
  };
}

interface TextBoxProps {
  readonly box: BoxState;
  readonly id?: string;
  readonly className: string;
  /** Its text is hidden. */
  readonly masked?: boolean;
  readonly rows?: number;
  /** Sentences, which a phone may capitalise and a browser may check. */
  readonly prose?: boolean;
  readonly autoComplete?: string;
  readonly inputMode?: "text" | "url" | "email" | "numeric" | undefined;
  readonly placeholder?: string | undefined;
  readonly onKeyDown?: KeyboardEventHandler;
  readonly onKeyUp?: KeyboardEventHandler;
  readonly onBlur?: FocusEventHandler;
  readonly "aria-label"?: string;
  readonly "aria-describedby"?: string | undefined;
  readonly "aria-invalid"?: true | undefined;
  readonly "data-autofocus"?: true | undefined;
  readonly "data-part"?: string;
}

const LEAST_ROWS = 3;
const MOST_ROWS = 12;

export function TextBox({
  box,
  className,
  masked = false,
  rows,
  prose = false,
  ...attributes
}: TextBoxProps) {
  const { value, isTall, element, onType, onPaste, onDrop } = box;
  const shared = {
    ...attributes,
    ref: element,
    value,
    ...(!prose && { autoCapitalize: "none", autoCorrect: "off", spellCheck: false }),
    dir: "auto",
    onPaste,
    onDrop,
  };
  if (!isTall)
    return (
      <input
        {...shared}
        className={className}
        type={masked ? "password" : "text"}
        onChange={(event) => onType(event.target.value)}
      />
    );
  const lines = value.split("\n").length;
  return (
    <textarea
      {...shared}
      className={`${className} ${masked ? "input-masked" : ""}`}
      rows={rows ?? Math.min(MOST_ROWS, Math.max(LEAST_ROWS, lines))}
      onChange={(event) => onType(event.target.value)}
    />
  );
}
