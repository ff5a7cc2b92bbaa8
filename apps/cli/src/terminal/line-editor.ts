export interface LineOptions {
  /** Shows what is typed. */
  readonly echo: (text: string) => void;
  /** Sounds for a key that does nothing here. */
  readonly ring: () => void;
  /** A paste may contain line breaks; otherwise they are refused. */
  readonly isMultiline: boolean;
}

export interface TypedLine {
  readonly text: string;
  /** Keys such as arrows were pressed, and left out. */
  readonly hasIgnoredKeys: boolean;
  /** Why the text isn't what was meant. The line was still read to its end, so that nothing of it reaches the shell. */
  readonly problem: LineProblem | null;
}

export type LineProblem = "encoding" | "line-breaks" | "control-character";

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";
const CTRL_U = "\u0015";
const TAB = "\t";
const ESCAPE = "\u001b";
const BACKSPACES: ReadonlySet<string> = new Set(["\u0008", "\u007f"]);
const LINE_ENDS: ReadonlySet<string> = new Set(["\r", "\n"]);
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u0080-\u009f]/;
const PASTE_BEGINS = "200~";
const PASTE_ENDS = "201~";

type Place =
  | { readonly kind: "text" }
  /** After an Escape. `isSlow`: it was the last of its chunk, so it may be the key itself. */
  | { readonly kind: "escape"; readonly isSlow: boolean }
  | { readonly kind: "sequence"; readonly parameters: string }
  | { readonly kind: "last-of-sequence" };

const TEXT: Place = { kind: "text" };

/** One line, typed and pasted, whatever chunks it comes in. Nothing of it is dropped or changed without a word. */
export class LineEditor {
  readonly #options: LineOptions;
  readonly #line: string[] = [];
  #place: Place = TEXT;
  #isPasting = false;
  /** A paste's line break, whose meaning what follows decides. */
  #pastedBreak = false;
  #afterReturn = false;
  #hasIgnoredKeys = false;
  #problem: LineProblem | null = null;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  /** @returns null until the line ends; `rest`: what came after its end. */
  take(chunk: string): { readonly line: TypedLine; readonly rest: string } | "cancelled" | null {
    const chars = [...chunk];
    for (const [index, char] of chars.entries()) {
      const what = this.#step(char, index === chars.length - 1);
      if (what === "cancelled") return what;
      if (what !== "ended") continue;
      const isTwo = char === "\r" && chars[index + 1] === "\n";
      return { line: this.#ended(), rest: chars.slice(index + (isTwo ? 2 : 1)).join("") };
    }
    return null;
  }

  /** The line holds bytes that aren't text. */
  spoil(): void {
    this.#problem ??= "encoding";
  }

  #ended(): TypedLine {
    const text = this.#line.join("");
    return { text, hasIgnoredKeys: this.#hasIgnoredKeys, problem: this.#problem };
  }

  #step(char: string, isLast: boolean): "ended" | "cancelled" | undefined {
    const place = this.#place;
    switch (place.kind) {
      case "text":
        if (char !== ESCAPE) return this.#typed(char);
        this.#place = { kind: "escape", isSlow: isLast };
        return undefined;
      case "escape":
        return this.#afterEscape(char, place.isSlow, isLast);
      case "sequence":
        if (/[0-9;:<=>? -/]/.test(char)) {
          this.#place = { kind: "sequence", parameters: place.parameters + char };
          return undefined;
        }
        // The Linux console sends F1 to F5 as Escape, "[[" and a letter.
        if (char === "[" && place.parameters === "") {
          this.#place = { kind: "last-of-sequence" };
          return undefined;
        }
        this.#place = TEXT;
        if (/[@-~]/.test(char)) return this.#sequence(place.parameters + char);
        this.#ignoreKey();
        return this.#step(char, isLast);
      case "last-of-sequence":
        this.#place = TEXT;
        this.#ignoreKey();
        return LINE_ENDS.has(char) ? this.#step(char, isLast) : undefined;
    }
  }

  #afterEscape(char: string, isSlow: boolean, isLast: boolean): "ended" | "cancelled" | undefined {
    if (char === "[") this.#place = { kind: "sequence", parameters: "" };
    else if (char === "O") this.#place = { kind: "last-of-sequence" };
    else {
      this.#place = TEXT;
      this.#ignoreKey();
      // The Escape key alone, and then something else; or Alt with a letter, which come together.
      if (isSlow || CONTROL.test(char)) return this.#step(char, isLast);
    }
    return undefined;
  }

  #sequence(sequence: string): "ended" | undefined {
    if (sequence === PASTE_BEGINS) this.#isPasting = true;
    else if (sequence === PASTE_ENDS && this.#isPasting) {
      this.#isPasting = false;
      const isOver = this.#pastedBreak;
      this.#pastedBreak = false;
      // People who copy a line with its end mean the line.
      if (isOver) return "ended";
    } else this.#ignoreKey();
    return undefined;
  }

  #ignoreKey(): void {
    if (this.#isPasting) this.#problem ??= "control-character";
    this.#hasIgnoredKeys = true;
    this.#options.ring();
  }

  #typed(char: string): "ended" | "cancelled" | undefined {
    const isReturnsOther = char === "\n" && this.#afterReturn;
    this.#afterReturn = char === "\r";
    if (this.#isPasting) {
      if (!isReturnsOther) this.#pasted(char);
      return undefined;
    }
    if (LINE_ENDS.has(char)) return "ended";
    if (char === CTRL_C || (char === CTRL_D && this.#line.length === 0)) return "cancelled";
    if (char === CTRL_U) {
      this.#options.echo("\b \b".repeat(this.#line.length));
      this.#line.length = 0;
    } else if (BACKSPACES.has(char)) {
      if (this.#line.pop() !== undefined) this.#options.echo("\b \b");
    } else {
      if (char !== TAB && CONTROL.test(char)) this.#problem ??= "control-character";
      this.#push(char);
    }
    return undefined;
  }

  #pasted(char: string): void {
    if (this.#pastedBreak) this.#problem ??= "line-breaks";
    if (!LINE_ENDS.has(char)) this.#push(char);
    else if (this.#options.isMultiline) this.#push("\n");
    else this.#pastedBreak = true;
  }

  #push(char: string): void {
    this.#line.push(char);
    this.#options.echo(CONTROL.test(char) ? " " : char);
  }
}
