import { normalizeTotp } from "@opp/core/otp/normalize-totp";
import type { NoticeKind, ReadField } from "../model.ts";

/** The first code that can be used is the item's; every other is kept as the text that it was, in a hidden field. */
export function placeCodes(say: (kind: NoticeKind, about: string) => void) {
  let totp = "";
  return {
    /** null: the code is the item's, or empty. */
    place: (text: string, name: string): ReadField | null => {
      if (text.trim() === "") return null;
      const read = usable(text);
      if (read !== null && totp === "") {
        totp = read;
        return null;
      }
      if (read === null) say("partly", `the one-time code in ${name} isn't a TOTP code and is kept as text`);
      else say("noted", `a second one-time code is kept in the field ${name}`);
      return { name, kind: "hidden", value: text };
    },
    totp: (): string => totp,
  };
}

/** null: not a TOTP code as all programs have it (HOTP, Steam, another hash). */
function usable(text: string): string | null {
  const read = normalizeTotp(text);
  return read.ok && !/[?&]encoder=steam(?:&|$)/.test(read.uri) ? read.uri : null;
}
