/** What a number may be, as the generator takes it (schemas/generator.ts); sliders end sooner, where people stop. */
export const GENERATOR_BOUNDS = {
  lengthMin: 4,
  lengthMax: 256,
  lengthOnSlider: 64,
  wordsMin: 3,
  wordsMax: 20,
  wordsOnSlider: 12,
} as const;
