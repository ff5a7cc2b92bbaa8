import type { crash as english } from "../en/crash.ts";
import type { Translation } from "../translation.ts";

export const crash: Translation<typeof english> = {
  title: "Da ist etwas zerbrochen",
  text: "Das ist ein Fehler der App, nicht deiner. Dein Tresor ist auf dem Server sicher.",
  again: "Noch einmal",
};
