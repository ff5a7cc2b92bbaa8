/** The settings of this browser. */
export const settings = {
  settings: { languageFailed: "Couldn't load the language. Try again." },
};
