import type { settings as english } from "../en/settings.ts";
import type { Translation } from "../translation.ts";

/** The settings of this browser. */
export const settings: Translation<typeof english> = {
  settings: { languageFailed: "Die Sprache konnte nicht geladen werden. Versuch es noch einmal." },
};
