import { normalizeTotp } from "@opp/core/otp/normalize-totp";
import type { NoticeKind, ReadField } from "../model.ts";

/** The first code that can be used is the item's; every other is kept as the text that it was, in a hidden field. */
export function placeCodes(
  codes: readonly { readonly text: string; readonly name?: string }[],
  say: (kind: NoticeKind, about: string) => void,
): { totp: string; fields: ReadField[] } {
  let totp = "";
  const fields: ReadField[] = [];
  for (const { text, name = "otp" } of codes) {
    if (text.trim() === "") continue;
    const read = usable(text);
    if (read !== null && totp === "") totp = read;
    else {
      fields.push({ name, kind: "hidden", value: text });
      if (read === null) say("partly", `the one-time code in ${name} isn't a TOTP code and is kept as text`);
      else say("noted", `a second one-time code is kept in the field ${name}`);
    }
  }
  return { totp, fields };
}

/** null: not a TOTP code that is shown here (HOTP, Steam, another hash). */
function usable(text: string): string | null {
  if (/[?&]encoder=steam(?:&|$)/i.test(text)) return null;
  const read = normalizeTotp(text);
  return read.ok ? read.uri : null;
}
