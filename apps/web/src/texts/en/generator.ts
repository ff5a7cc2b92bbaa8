/** The generator. */
export const generator = {
  generator: {
    title: "Generator",
    text: "Made in this browser, from its own source of randomness. Nothing is sent anywhere.",
    open: "Open the generator",
    again: "Another one",
    use: "Use this password",
    mode: "Made of",
    characters: "Characters",
    words: "Words",
    length: (count: number) => `Length: ${count} characters`,
    words_: (count: number) => `${count} words`,
    classes: "Which characters",
    lower: "Lower case (a–z)",
    upper: "Upper case (A–Z)",
    digits: "Digits (0–9)",
    symbols: "Symbols (!#$…)",
    lookalikes: "No look-alikes (0 O, 1 l)",
    separator: "Between the words",
    separators: [
      { value: "-", label: "Hyphen" },
      { value: " ", label: "Blank" },
      { value: ".", label: "Dot" },
      { value: "_", label: "Underscore" },
      { value: "", label: "Nothing" },
    ],
    capitals: "Capitals",
    capitalsOf: { none: "None", "first-letter": "First letters", upper: "All" },
    digit: "With a digit",
    entropy: (bits: number) =>
      `${bits} bits of chance${bits < 64 ? ": fine online, too little against a stolen fast hash." : bits < 100 ? ": out of reach for guessing." : ": far out of reach for guessing."}`,
  },
};
