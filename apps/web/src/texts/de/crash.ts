import type { crash as english } from "../en/crash.ts";
import type { Translation } from "../translation.ts";

export const crash: Translation<typeof english> = {
  title: "Etwas ist schiefgelaufen",
  text: "In der App ist ein Fehler aufgetreten. Dein Tresor auf dem Server ist sicher.",
  again: "Erneut versuchen",
};
