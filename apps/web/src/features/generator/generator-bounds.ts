/** What the sliders offer; the generator itself takes more, which nobody reaches by a slider. */
export const GENERATOR_BOUNDS = { lengthMin: 8, lengthMax: 64, wordsMin: 3, wordsMax: 12 } as const;
