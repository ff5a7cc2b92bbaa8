import type { stay as english } from "../en/stay.ts";
import type { Translation } from "../translation.ts";

/** The question before the end of a session. Nothing of it is in the first load. */
export const stay: Translation<typeof english> = {
  title: "Angemeldet bleiben?",
  text: (seconds) =>
    `Deine Sitzung endet in ${seconds >= 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds} s`}.`,
  nothingLost: "Ungespeicherte Eingaben bleiben erhalten, bis du dich in diesem Tab wieder anmeldest.",
  button: "Angemeldet bleiben",
  later: "Jetzt nicht",
  done: "Sitzung verlängert.",
};
