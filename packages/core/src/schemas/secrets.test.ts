import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { LIMITS } from "../rules/limits.ts";
import { newPassphrase, newPassword, newUsername, passphrase, password, username } from "./secrets.ts";

const all = { password, newPassword, passphrase, newPassphrase, username, newUsername };
const secrets = { password, newPassword, passphrase, newPassphrase };

const messages = (schema: z.ZodType, value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map((issue) => issue.message) ?? [];

describe.each(Object.entries(all))("%s", (_name, schema) => {
  it("answers NFC, so that a letter typed in two ways is one", () => {
    expect(schema.parse("passwörd 1")).toBe(schema.parse("passwo\u0308rd 1"));
    expect(schema.parse("Å ngstrom")).toBe("\u00c5 ngstrom");
    expect(schema.parse("\u212b ngstrom")).toBe("\u00c5 ngstrom");
  });

  it("tells compatible characters apart, as NFC does", () => {
    expect(schema.parse("office ﬁne 1")).toBe("office ﬁne 1");
    expect(schema.parse("ｗｉｄｅ text")).not.toBe(schema.parse("wide text"));
  });

  it.each(["\u0000", "\t", "\n", "\r", "\u001b", "\u001f", "\u007f", "\u0080", "\u0085", "\u009f"])(
    "refuses the control character %j anywhere",
    (control) => {
      for (const text of [`${control}long enough`, `long${control}enough`, `long enough${control}`]) {
        expect(messages(schema, text).join()).toContain("control character");
      }
    },
  );

  it("refuses a lone surrogate, and takes a pair", () => {
    for (const text of ["long enough \ud83d", "\ude00 long enough", "long \ude00\ud83d enough"]) {
      expect(messages(schema, text).join()).toContain("lone surrogate");
    }
    expect(schema.parse("long enough \ud83d\ude00")).toBe("long enough 😀");
  });

  it("refuses what isn't text", () => {
    for (const value of [undefined, null, 12345678, true, ["long enough"], { text: "long enough" }]) {
      expect(messages(schema, value).join()).toContain("must be text");
    }
  });

  it("never repeats the text in what it says about it", () => {
    for (const text of ["sesame\n", `sesame ${"x".repeat(5000)}`, "sesame \ud800"]) {
      const { error } = schema.safeParse(text);
      expect(error).toBeDefined();
      expect(JSON.stringify(error?.issues)).not.toContain("sesame");
      expect(String(error)).not.toContain("sesame");
    }
  });
});

describe.each(Object.entries(secrets))("%s", (_name, schema) => {
  it("isn't trimmed: a blank at either end belongs to it", () => {
    expect(schema.parse("  two blanks around  ")).toBe("  two blanks around  ");
    expect(schema.parse("\u00a0\u3000other blanks\u2028")).toBe("\u00a0\u3000other blanks\u2028");
  });

  it("may have 1,024 bytes of UTF-8 and no more, whatever the characters' width", () => {
    for (const [char, bytes] of [
      ["a", 1],
      ["ö", 2],
      ["한", 3],
      ["😀", 4],
    ] as const) {
      const longest = char.repeat(Math.floor(1024 / bytes));
      expect(schema.parse(longest)).toBe(longest);
      expect(messages(schema, longest + char)[0]).toContain("longer than 1024 bytes");
    }
  });

  it("counts the bytes after NFC, which can make a text longer", () => {
    // U+0958 is excluded from composition: 3 bytes as typed, 6 in NFC.
    expect(schema.parse("\u0958".repeat(170))).toHaveLength(340);
    expect(messages(schema, "\u0958".repeat(171)).join()).toContain("longer than 1024 bytes");
    // And shorter: an A with a ring is 3 bytes as typed and 2 in NFC.
    expect(schema.parse("A\u030a".repeat(500))).toHaveLength(500);
  });

  it("answers what it answered before when asked again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        const once = schema.safeParse(text);
        if (!once.success) return;
        expect(schema.parse(once.data)).toBe(once.data);
        expect(Buffer.byteLength(once.data)).toBeLessThanOrEqual(1024);
      }),
    );
  });

  it("takes no text that UTF-8 can't hold", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 50 }),
        fc.constantFrom("", "\ud800", "\udfff"),
        (text, half) => {
          const parsed = schema.safeParse(`${text}${half}`);
          if (parsed.success) expect(Buffer.from(parsed.data, "utf8").toString("utf8")).toBe(parsed.data);
        },
      ),
    );
  });
});

describe("newPassword", () => {
  it("needs 8 characters, an emoji being one", () => {
    expect(messages(newPassword, "1234567")).toEqual(["A password needs at least 8 characters."]);
    expect(newPassword.parse("12345678")).toBe("12345678");
    expect(messages(newPassword, "😀".repeat(7))).toEqual(["A password needs at least 8 characters."]);
    expect(newPassword.parse("😀".repeat(8))).toBe("😀".repeat(8));
  });
});

describe("newPassphrase", () => {
  it("needs 6 characters, counted after NFC", () => {
    expect(messages(newPassphrase, "12345")).toEqual(["A passphrase needs at least 6 characters."]);
    expect(newPassphrase.parse("123456")).toBe("123456");
    expect(messages(newPassphrase, "a\u0308".repeat(5))).toEqual([
      "A passphrase needs at least 6 characters.",
    ]);
  });
});

describe("password and passphrase as typed", () => {
  it("may be short: what could once be set can be typed", () => {
    expect(password.parse("")).toBe("");
    expect(passphrase.parse("x")).toBe("x");
  });

  it("take no empty passphrase", () => {
    expect(messages(passphrase, "")).toEqual(["The passphrase is empty."]);
  });
});

describe("usernames", () => {
  it("are trimmed when chosen, and only then", () => {
    expect(newUsername.parse("  ada  ")).toBe("ada");
    expect(username.parse("  ada  ")).toBe("  ada  ");
  });

  it("aren't empty when chosen, nor made of blanks", () => {
    for (const name of ["", " ", "\u00a0\u2003"])
      expect(messages(newUsername, name)).toEqual(["The username is empty."]);
  });

  it("have at most 255 characters after trimming", () => {
    const longest = "a".repeat(LIMITS.usernameChars);
    expect(newUsername.parse(` ${longest} `)).toBe(longest);
    expect(messages(newUsername, `${longest}a`).join()).toContain("at most 255 characters");
  });

  it("keep upper and lower case apart", () => {
    expect(newUsername.parse("Ada")).not.toBe(newUsername.parse("ada"));
  });
});
