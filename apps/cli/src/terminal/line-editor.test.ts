import { describe, expect, it } from "vitest";
import { LineEditor, type TypedLine } from "./line-editor.ts";

const ESC = "\u001b";
const paste = (text: string) => `${ESC}[200~${text}${ESC}[201~`;

interface Typed extends TypedLine {
  readonly rest: string;
  readonly rings: number;
}

/** What comes of the chunks, the last of which ends the line. */
function type(chunks: readonly string[], isMultiline = false): Typed {
  let rings = 0;
  const ring = () => {
    rings += 1;
  };
  const editor = new LineEditor({ echo: () => undefined, ring, isMultiline });
  for (const chunk of chunks) {
    const taken = editor.take(chunk);
    if (taken === "cancelled") throw new Error("cancelled");
    if (taken) return { ...taken.line, rest: taken.rest, rings };
  }
  throw new Error("the line has not ended");
}

const clean = { hasIgnoredKeys: false, problem: null, rest: "", rings: 0 };

describe("LineEditor", () => {
  it("answers what was typed, in whatever chunks it comes, tabs included", () => {
    for (const text of ["", "plain", " both ends ", "\t.", "a\u0308\u00fc", "\ufeff\u200b", "🔑🔑", "[D O ~"])
      for (const chunks of [[text], [...text]]) expect(type([...chunks, "\r"])).toEqual({ ...clean, text });
  });

  it("edits with Backspace and Ctrl-U, and cancels with Ctrl-C, and with Ctrl-D on an empty line", () => {
    expect(type(["adb\u007fa😀\u0008\r"]).text).toBe("ada");
    expect(type(["wrong\u0015right\n"]).text).toBe("right");
    for (const chunk of ["abc\u0003", "\u0004"]) expect(() => type([chunk])).toThrow("cancelled");
  });

  it("hands on what comes behind the line's end, of which two characters are one", () => {
    expect(type(["one\rtwo\r"])).toEqual({ ...clean, text: "one", rest: "two\r" });
    expect(type(["one\r\ntwo"])).toEqual({ ...clean, text: "one", rest: "two" });
    expect(type(["one\n\ntwo"])).toEqual({ ...clean, text: "one", rest: "\ntwo" });
  });

  it.each([
    ["an arrow", [`sec${ESC}[Dret\r`]],
    ["a slow arrow, in two chunks", ["sec", ESC, "[Dret\r"]],
    ["a slow arrow, in three chunks", ["sec", ESC, "[", "Dret\r"]],
    ["a function key", [`sec${ESC}OPret\r`]],
    ["a function key of the Linux console", [`sec${ESC}[[Aret\r`]],
    ["Delete with a modifier", [`sec${ESC}[3;5~ret\r`]],
    ["the Escape key alone", ["sec", ESC, "ret\r"]],
    ["the Escape key at the end", [`secret${ESC}`, "\r"]],
    ["Alt with a letter", [`sec${ESC}xret\r`]],
  ])("leaves out %s, sounds, and says so", (_what, chunks) => {
    expect(type(chunks)).toEqual({ ...clean, text: "secret", hasIgnoredKeys: true, rings: 1 });
  });

  it("refuses control characters that are typed, and keeps nothing of them from the line", () => {
    expect(type(["sec\u0001ret\r"]).problem).toBe("control-character");
    expect(type([paste(`sec${ESC}[Dret`), "\r"]).problem).toBe("control-character");
  });

  it("takes a paste to the letter", () => {
    expect(type([paste("a\tb\u0001"), "c\r"])).toEqual({ ...clean, text: "a\tb\u0001c" });
  });

  it("takes a pasted line with its end as the line", () => {
    expect(type([paste("secret\r")])).toEqual({ ...clean, text: "secret" });
  });

  it.each(["one\rtwo\rthree", "one\ntwo\n", "one\r\ntwo"])(
    "refuses a paste of several lines, at once: %j",
    (text) => {
      expect(type([paste(text)]).problem).toBe("line-breaks");
    },
  );

  it("keeps the line breaks of a paste where the secret may have them", () => {
    expect(type([paste("BEGIN\r\nkey\rEND\n"), "\r"], true)).toEqual({ ...clean, text: "BEGIN\nkey\nEND\n" });
  });

  it("reads a spoilt line to its end, so that nothing of it reaches the shell", () => {
    const editor = new LineEditor({ echo: () => undefined, ring: () => undefined, isMultiline: false });
    editor.spoil();
    expect(editor.take("m\u00fc")).toBeNull();
    expect(editor.take("ller\r")).toMatchObject({ line: { problem: "encoding" } });
  });
});
